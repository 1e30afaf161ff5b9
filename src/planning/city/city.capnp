@0xbfecadd0cc575f12;
# The payload of a city file. docs/city-file.md says what stands around it and how it is read.
#
# Tables are stored by column, because a reader takes a column as it lies in the file;
# docs/decisions/0004-city-file-columns.md
# has the figures. All columns of a table are equally long. A field that holds text is a number into Strings.
# Rules for changing this file: fields are only added, at the end, and a file without them must still mean the same;
# anything else raises the format version in file_format.h.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("linquan::city::format");

# Every text of the city once, in the order of first use.
struct Strings {
  bytes @0 :Data;           # UTF-8, one after the other
  ends @1 :List(UInt32);    # where each ends
}

# Rows of several values: row i has counts[i] of the items, in order.
struct StringRuns {
  counts @0 :List(UInt32);
  items @1 :List(UInt32);
}

struct KindRuns {
  counts @0 :List(UInt32);
  items @1 :List(UInt16);
}

# Multipolygons: the boundary first, then one for each area.
struct Shapes {
  polygonCounts @0 :List(UInt32);  # polygons of each shape
  ringCounts @1 :List(UInt32);     # rings of each polygon, the outer one first; at least 1
  pointCounts @2 :List(UInt32);    # points of each ring
  points @3 :List(Int32);          # lon, lat, lon, lat …
}

# Where doors meet the streets; edge 0xffffffff: not snapped.
struct Accesses {
  edge @0 :List(UInt32);
  offsetMillimetres @1 :List(UInt32);
  doorMillimetres @2 :List(UInt32);
}

struct Streets {
  nodes @0 :List(Int32);  # lon, lat, lon, lat …
  nodeCompound @1 :List(UInt32);
  nodeComponent @2 :List(UInt32);
  points @3 :List(Int32);
  componentMillimetres @4 :List(UInt64);
  innerFirst @5 :UInt32;
  innerCount @6 :UInt32;

  edgeFrom @7 :List(UInt32);
  edgeTo @8 :List(UInt32);
  edgeStart @9 :List(UInt32);
  edgeLength @10 :List(UInt32);
  edgeStreet @11 :List(UInt32);
  edgeFirstPoint @12 :List(UInt32);
  edgePointCount @13 :List(UInt16);
  edgeTraits @14 :List(UInt16);
  edgeWaitsFrom @15 :List(UInt8);

  traitKind @16 :List(UInt8);
  traitZone @17 :List(UInt8);
  traitFlags @18 :List(UInt8);  # 1 forward, 2 backward, 4 bridge, 8 tunnel
  traitWheels @19 :List(UInt8);
  traitIncline @20 :List(Int16);
  traitKerb @21 :List(Int16);
  traitHours @22 :List(UInt16);

  hours @23 :List(UInt32);  # opening hours as text
  names @24 :List(UInt32);
  streetSource @25 :List(Int64);
  streetName @26 :List(UInt32);

  gateSource @27 :List(Int64);
  gateAt @28 :List(Int32);
  gateNode @29 :List(UInt32);
  gateCompound @30 :List(UInt32);
  gateHours @31 :List(UInt16);
  gateFlags @32 :List(UInt8);  # 1 inferred, 2 open
  gateEdgeCounts @33 :List(UInt32);
  gateEdges @34 :List(UInt32);

  edgeWaitsTo @35 :List(UInt8);
}

struct Areas {
  id @0 :List(UInt64);
  level @1 :List(UInt8);
  code @2 :List(UInt32);
  name @3 :List(UInt32);
  state @4 :List(UInt32);
  source @5 :List(UInt32);
  flags @6 :List(UInt8);  # 1 closed, 2 inner streets, 4 rim closed
  gates @7 :List(UInt32);
  gatesInferred @8 :List(UInt32);
}

# Lines that no door opens across.
struct Obstacles {
  kind @0 :List(UInt8);
  pointCounts @1 :List(UInt32);
  points @2 :List(Int32);
  openingCounts @3 :List(UInt32);
  openings @4 :List(Int32);
}

struct Homes {
  id @0 :List(UInt64);
  source @1 :List(UInt32);
  kind @2 :List(UInt8);
  door @3 :List(Int32);
  access @4 :Accesses;
  unsnappedReason @5 :List(UInt32);
  people @6 :List(Int64);  # thousandths: all, 0 to 14, 60 and over, 70 and over; of each home in turn
  areas @7 :List(UInt32);  # compound, community, subdistrict, district, living circle; of each home in turn
}

struct Outlets {
  id @0 :List(UInt64);
  sources @1 :StringRuns;
  name @2 :List(UInt32);
  kinds @3 :KindRuns;
  serving @4 :List(UInt8);
  address @5 :List(UInt32);
  telephone @6 :List(UInt32);
  licence @7 :List(UInt32);
  opened @8 :List(UInt32);
  rebuilt @9 :List(UInt32);
  chain @10 :List(UInt32);
  condition @11 :List(UInt32);
  capacityKnown @12 :List(UInt8);
  capacity @13 :List(Int64);
  placing @14 :List(UInt8);
  placingPermille @15 :List(Int32);
  community @16 :List(UInt32);
  marks @17 :StringRuns;

  standCounts @18 :List(UInt32);
  standAt @19 :List(Int32);
  standHours @20 :List(UInt32);  # as text; 0xffffffff: not known
  standAccessCounts @21 :List(UInt32);
  standAccesses @22 :Accesses;

  serviceCounts @23 :List(UInt32);
  serviceKind @24 :List(UInt16);
  serviceName @25 :List(UInt32);
  servicePriceKnown @26 :List(UInt8);
  servicePriceFromFen @27 :List(Int64);

  hoursText @28 :List(UInt32);
}

struct Gates {
  id @0 :List(UInt64);
  source @1 :List(UInt32);
  graphGate @2 :List(UInt32);
  compound @3 :List(UInt32);
}

struct Candidates {
  source @0 :List(UInt32);
  name @1 :List(UInt32);
  at @2 :List(Int32);
  access @3 :Accesses;
  type @4 :List(UInt32);
  kinds @5 :KindRuns;
  costKnown @6 :List(UInt8);
  costFen @7 :List(Int64);
  capacityKnown @8 :List(UInt8);
  capacity @9 :List(Int64);
  days @10 :List(UInt8);  # missing where every candidate may be used on every day
}

struct Inputs {
  role @0 :List(UInt32);
  name @1 :List(UInt32);
  sha256 @2 :List(UInt32);
  bytes @3 :List(UInt64);
  date @4 :List(UInt32);
  attribution @5 :List(UInt32);
  crs @6 :List(UInt32);
}

struct Completeness {
  source @0 :List(UInt32);
  kinds @1 :KindRuns;
  areaCodes @2 :StringRuns;
}

struct Report {
  skippedReason @0 :List(UInt32);  # ascending
  skippedCount @1 :List(UInt64);

  noticeCode @2 :List(UInt32);
  noticeArgs @3 :StringRuns;  # name, value, name, value …

  unsnappedHome @4 :List(UInt64);
  unsnappedSource @5 :List(UInt32);
  unsnappedAt @6 :List(Int32);
  unsnappedReason @7 :List(UInt32);
  unsnappedMetres @8 :List(UInt32);

  doubleKept @9 :List(UInt32);
  doubleMerged @10 :List(UInt32);
  doubleName @11 :List(UInt32);
  doubleMetres @12 :List(UInt32);

  peopleGiven @13 :Int64;  # thousandths
  peopleUnplaced @14 :Int64;
  buildings @15 :UInt64;
  dwellings @16 :UInt64;
}

struct City {
  name @0 :UInt32;
  toolVersion @1 :UInt32;
  box @2 :List(Int32);  # west, south, east, north
  strings @3 :Strings;
  shapes @4 :Shapes;
  streets @5 :Streets;
  areas @6 :Areas;
  homes @7 :Homes;
  outlets @8 :Outlets;
  gates @9 :Gates;
  candidates @10 :Candidates;
  kindIds @11 :List(UInt32);
  inputs @12 :Inputs;
  completeness @13 :Completeness;
  report @14 :Report;
  obstacles @15 :Obstacles;
}
