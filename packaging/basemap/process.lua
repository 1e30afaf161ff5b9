-- What of a map goes into the basemap, for tilemaker 2.2. Quiet on purpose: outlets and scores are the subject, this is
-- the ground that they stand on. Layers and properties are told in docs/tiles.md.

node_keys = { "place", "railway" }

-- From which zoom on a road is drawn, and how wide the style may make it.
local roads = {
  motorway = { 8, "main" }, motorway_link = { 12, "main" }, trunk = { 8, "main" }, trunk_link = { 12, "main" },
  primary = { 9, "main" }, primary_link = { 12, "main" }, secondary = { 10, "middle" }, secondary_link = { 13, "middle" },
  tertiary = { 11, "middle" }, tertiary_link = { 13, "middle" }, unclassified = { 13, "small" },
  residential = { 13, "small" }, living_street = { 13, "small" }, service = { 14, "small" }, road = { 13, "small" },
  pedestrian = { 13, "foot" }, footway = { 14, "foot" }, path = { 14, "foot" }, steps = { 14, "foot" },
  cycleway = { 14, "foot" }, track = { 14, "foot" },
}

local green_landuse = { grass = true, forest = true, cemetery = true, recreation_ground = true, village_green = true,
                        meadow = true, orchard = true, allotments = true, farmland = true }
local green_leisure = { park = true, garden = true, pitch = true, golf_course = true, nature_reserve = true,
                        playground = true }
local places = { city = 6, town = 8, suburb = 10, village = 11, quarter = 12, neighbourhood = 13, hamlet = 13 }
local rail = { rail = 9, light_rail = 11, subway = 11, tram = 13, monorail = 12 }

-- Chinese first: the name as people there write it, then the one that is marked as Chinese, then whatever there is.
local function name_of(thing)
  for _, key in ipairs({ "name", "name:zh", "name:zh-Hans", "name:en" }) do
    local name = thing:Find(key)
    if name ~= "" then
      return name
    end
  end
  return ""
end

local function add_name(thing)
  local name = name_of(thing)
  if name ~= "" then
    thing:Attribute("name", name)
  end
end

function init_function()
end

function exit_function()
end

function node_function(node)
  local zoom = places[node:Find("place")]
  if zoom and name_of(node) ~= "" then
    node:Layer("places", false)
    node:MinZoom(zoom)
    node:Attribute("kind", node:Find("place"))
    add_name(node)
    return
  end
  local railway = node:Find("railway")
  if (railway == "station" or railway == "halt") and name_of(node) ~= "" then
    node:Layer("names", false)
    node:MinZoom(13)
    node:Attribute("kind", "station")
    add_name(node)
  end
end

local function add_road(way, highway, road)
  local area = way:Find("area") == "yes" and way:IsClosed()
  way:Layer("roads", area)
  way:MinZoom(road[1])
  way:Attribute("class", road[2])
  way:Attribute("kind", highway)
  if way:Find("bridge") ~= "" and way:Find("bridge") ~= "no" then
    way:Attribute("structure", "bridge")
  elseif way:Find("tunnel") ~= "" and way:Find("tunnel") ~= "no" then
    way:Attribute("structure", "tunnel")
  end
  if not area and name_of(way) ~= "" and road[2] ~= "foot" then
    way:Layer("road_names", false)
    way:MinZoom(math.max(13, road[1]))
    way:Attribute("class", road[2])
    add_name(way)
  end
end

local function add_area(way, layer, kind, zoom)
  way:Layer(layer, true)
  way:MinZoom(zoom)
  way:Attribute("kind", kind)
  if layer ~= "buildings" and name_of(way) ~= "" then
    way:LayerAsCentroid("names")
    way:MinZoom(14)
    way:Attribute("kind", layer)
    add_name(way)
  end
end

function way_function(way)
  local highway = way:Find("highway")
  local road = roads[highway]
  if road then
    add_road(way, highway, road)
    return
  end
  local track = rail[way:Find("railway")]
  if track then
    way:Layer("rail", false)
    way:MinZoom(track)
    way:Attribute("kind", way:Find("railway"))
    return
  end
  if not way:IsClosed() then
    local waterway = way:Find("waterway")
    if waterway == "river" or waterway == "canal" or waterway == "stream" then
      way:Layer("waterway", false)
      way:Attribute("kind", waterway)
      add_name(way)
    end
    return
  end
  local natural = way:Find("natural")
  local landuse = way:Find("landuse")
  local leisure = way:Find("leisure")
  if natural == "water" or landuse == "reservoir" or landuse == "basin" or way:Find("waterway") == "riverbank" then
    add_area(way, "water", "water", 8)
  elseif way:Find("building") ~= "" and way:Find("building") ~= "no" then
    add_area(way, "buildings", "building", 13)
  elseif green_leisure[leisure] then
    add_area(way, "green", leisure, 10)
  elseif green_landuse[landuse] then
    add_area(way, "green", landuse, 10)
  elseif natural == "wood" or natural == "scrub" or natural == "grassland" or natural == "wetland" then
    add_area(way, "green", natural, 10)
  end
end
