// The plain page: where I am, how many minutes to what, whom to call, what I need. No framework, no build.
"use strict";

const EVERYDAY = ["convenience", "supermarket", "market", "breakfast", "pharmacy", "repair_small", "canteen", "hair"];
const SLOW_AFTER = 4000;
const GIVE_UP_AFTER = 20000;
const AGAIN_AFTER = 10000;
const KEPT = "linquan-near";
const PLACES_SHOWN = 6;
const TYPING_PAUSE = 300;
// What one may say where one is by, the narrowest that the city has.
const AREA_LEVELS = ["community", "subdistrict", "living_circle", "district"];

const $ = (id) => document.getElementById(id);
const state = Object.assign(
  {language: "zh", place: null, person: "standard", words: "", kind: "", whom: "anybody", query: "", key: null}, kept());
let kinds = [];
let persons = [];
let areas = [];
let all_areas = false;
let looked_up = {text: "", hits: []};
let typing;
let reached = {};
let all = false;

// What was typed outlives a closed page; a browser that keeps nothing is no reason to fail.
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) || {};
  } catch {
    return {};
  }
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(state));
  } catch {
    // A private window: the page works, it only forgets.
  }
}

function say(word, places = {}) {
  const sentence = WORDS[state.language][word] || word;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
}

function tell(text, bad = false, where = $("says")) {
  where.textContent = text;
  where.classList.toggle("bad", bad);
  where.hidden = text === "";
  if (bad && text) {
    where.scrollIntoView({block: "nearest"});
  }
}

function made(tag, text, name) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) {
    element.className = name;
  }
  return element;
}

// An answer's object, or an Error whose message is a sentence for people.
async function ask(path, options = {}, where = $("says")) {
  const stop = new AbortController();
  const slow = setTimeout(() => tell(say("slow"), false, where), SLOW_AFTER);
  const give_up = setTimeout(() => stop.abort(), GIVE_UP_AFTER);
  let answer;
  let object;
  try {
    answer = await fetch(path, {
      ...options, signal: stop.signal, credentials: "omit",
      headers: {"Accept-Language": state.language, ...options.headers},
    });
    object = await answer.json();
  } catch {
    throw new Error(say("gone"));
  } finally {
    clearTimeout(slow);
    clearTimeout(give_up);
  }
  if (answer.status === 429 || answer.status === 503) {
    throw new Error(say("busy", {n: answer.headers.get("Retry-After") || "5"}));
  }
  if (object.code === "place_outside") {
    throw new Error(say("outside"));
  }
  if (!answer.ok) {
    throw Object.assign(new Error(say("refused", {detail: object.detail || answer.status})), {status: answer.status});
  }
  return object;
}

function minutes(seconds) {
  return seconds < 60 ? say("under") : say("minutes", {n: Math.ceil(seconds / 60)});
}

function name_of(kind) {
  const found = kinds.find((one) => one.id === kind);
  return found ? found[state.language] : kind;
}

function at() {
  return `${state.place.lat.toFixed(7)},${state.place.lon.toFixed(7)}`;
}

// Texts of the page in the language that was chosen.
function put_words() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  $("language").textContent = say("language");
  $("language").lang = state.language === "zh" ? "en" : "zh-CN";
  $("more").textContent = say(all ? "fewer" : "more");
  put_options();
  if (state.place) {
    $("chosen-name").textContent = state.place.name || say("here");
  }
}

function put_options() {
  const kind = $("need-kind");
  kind.replaceChildren(new Option(say("needKindNone"), ""));
  for (const one of kinds) {
    kind.add(new Option(one[state.language], one.id));
  }
  kind.value = kinds.some((one) => one.id === state.kind) ? state.kind : "";
  const whom = $("need-for");
  whom.replaceChildren();
  for (const word of ["anybody", "child", "adult", "age_60", "age_70"]) {
    whom.add(new Option(say("for_" + word), word));
  }
  whom.value = state.whom;
}

function choice(list, text, note, act) {
  const button = made("button", "");
  button.type = "button";
  button.append(made("span", text));
  if (note) {
    button.append(made("span", note, "note"));
  }
  button.addEventListener("click", act);
  list.append(made("li", ""));
  list.lastChild.append(button);
}

// Where one may be: areas by name, and outlets by what the city's search finds, a street or an address as well.
function put_places() {
  const written = $("place").value.trim();
  const fit = areas.filter((one) => one.name.toLowerCase().includes(written.toLowerCase()));
  const shown = all_areas ? fit : fit.slice(0, PLACES_SHOWN);
  $("areas").replaceChildren();
  for (const one of shown) {
    choice($("areas"), one.name, "", () => choose({lat: one.at.lat, lon: one.at.lon, name: one.name}));
  }
  $("all-areas").hidden = fit.length <= PLACES_SHOWN || all_areas;
  const hits = written && looked_up.text === written ? looked_up.hits : [];
  $("beside").hidden = hits.length === 0;
  $("outlets-here").replaceChildren();
  for (const hit of hits) {
    choice($("outlets-here"), hit.name, hit.address, () => choose_beside(hit));
  }
  const searched = looked_up.text === written;
  tell(written && searched && !fit.length && !hits.length ? say("noPlace", {name: written}) : "");
}

function place_typed() {
  clearTimeout(typing);
  all_areas = false;
  put_places();
  if ($("place").value.trim()) {
    typing = setTimeout(look_up, TYPING_PAUSE);
  }
}

// Of two questions the later one counts, whichever answer comes first.
async function look_up() {
  const text = $("place").value.trim();
  try {
    const found = await ask(`/api/v1/search?q=${encodeURIComponent(text)}&count=${PLACES_SHOWN}`);
    if ($("place").value.trim() === text) {
      looked_up = {text, hits: found.hits};
      put_places();
    }
  } catch (error) {
    tell(error.message, true);
  }
}

async function choose_beside(hit) {
  tell(say("loading"));
  try {
    const [stand] = (await ask(`/api/v1/outlets/${hit.outlet}`)).stands;
    if (stand) {
      await choose({lat: stand.at.lat, lon: stand.at.lon, name: hit.name});
    } else {
      tell(say("noPlaceOf", {name: hit.name}), true);
    }
  } catch (error) {
    tell(error.message, true);
  }
}

// A city need not have communities: then the next wider areas that it has.
async function areas_to_choose() {
  for (const level of AREA_LEVELS) {
    const found = (await ask(`/api/v1/areas?level=${level}`)).areas.filter((one) => one.at !== null);
    if (found.length > 0) {
      return found.sort((a, b) => a.name.localeCompare(b.name, "zh"));
    }
  }
  return [];
}

function show_sections() {
  const there = state.place !== null;
  $("choose").hidden = there;
  $("chosen").hidden = !there;
  for (const id of ["search", "walk", "need"]) {
    $(id).hidden = !there;
  }
  $("list").hidden = true;
}

async function choose(place) {
  state.place = place;
  keep();
  put_words();
  show_sections();
  if (place) {
    await look_around();
  }
}

async function look_around() {
  tell(say("loading"));
  try {
    const circle = await ask(`/api/v1/circle?at=${at()}&minutes=5,10,15&outline=no&person=${state.person}`);
    reached = circle.outlets;
    tell("");
    put_kinds();
  } catch (error) {
    tell(error.message, true);
  }
}

function put_kinds() {
  const list = $("kinds");
  list.replaceChildren();
  const here = kinds.filter((one) => reached[one.id]);
  const everyday = here.filter((one) => EVERYDAY.includes(one.id));
  const shown = all || everyday.length === 0 ? here : everyday;
  const far = (one) => reached[one.id].nearest_seconds ?? Infinity;
  for (const one of [...shown].sort((a, b) => far(a) - far(b))) {
    const found = reached[one.id];
    const button = made("button", "");
    button.type = "button";
    button.append(made("span", one[state.language]));
    const there = found.count > 0;
    const text = there ? minutes(found.nearest_seconds) : say(found.known ? "missing" : "unknown");
    button.append(made("span", text, there ? "minutes" : "minutes missing"));
    button.addEventListener("click", () => (there ? show_kind(one.id) : want(one.id)));
    list.append(made("li", ""));
    list.lastChild.append(button);
  }
  $("more").hidden = here.length === shown.length && !all;
  $("more").textContent = say(all ? "fewer" : "more");
}

function outlet_item(outlet) {
  const item = document.createElement("li");
  const head = made("div", "", "head");
  head.append(made("span", outlet.name, "name"));
  if (outlet.seconds !== null && outlet.seconds !== undefined) {
    head.append(made("span", minutes(outlet.seconds), "minutes"));
  }
  item.append(head);
  const what = [outlet.kind_names, outlet.services].filter(Boolean).join(" · ");
  if (what) {
    item.append(made("p", what));
  }
  const now = outlet.open_now === null || outlet.open_now === undefined ? "" : say(outlet.open_now ? "open" : "closed");
  const hours = outlet.hours ? say("hours", {hours: outlet.hours}) : say("noHours");
  item.append(made("p", [hours, now].filter(Boolean).join(" · ")));
  if (outlet.unconfirmed) {
    item.append(made("p", say("unconfirmed"), "note"));
  }
  if (outlet.address) {
    item.append(made("p", say("address", {address: outlet.address})));
  }
  const numbers = (outlet.telephone || "").split(";").filter(Boolean);
  for (const number of numbers) {
    const call = made("a", say("call", {number}), "call");
    call.href = "tel:" + number.replace(/[^0-9+]/g, "");
    item.append(call);
  }
  if (numbers.length === 0) {
    item.append(made("p", say("noTelephone"), "note"));
  }
  return item;
}

function show_list(title, outlets, count) {
  $("list-title").textContent = title;
  $("outlets").replaceChildren(...outlets.map(outlet_item));
  if (count > outlets.length) {
    $("outlets").append(made("li", say("listCount", {n: count, shown: outlets.length}), "note"));
  }
  $("walk").hidden = true;
  $("list").hidden = false;
  $("list-title").focus();
  $("list-title").scrollIntoView({block: "start"});
}

async function show_kind(kind) {
  tell(say("loading"));
  try {
    const found = await ask(`/api/v1/near?at=${at()}&kinds=${encodeURIComponent(kind)}&minutes=15&person=${state.person}`);
    tell("");
    show_list(say("listOf", {kind: name_of(kind)}), found.outlets, found.count);
  } catch (error) {
    tell(error.message, true);
  }
}

function want(kind) {
  state.kind = kind;
  keep();
  put_options();
  $("need-title").scrollIntoView({block: "start"});
  $("need-words").focus({preventScroll: true});
}

// What was looked for in vain is what is needed, unless something else was written there.
function missed(query) {
  $("list").hidden = true;
  $("walk").hidden = false;
  if (!state.words.trim()) {
    state.words = query;
    $("need-words").value = query;
    keep();
  }
}

async function search(event) {
  event.preventDefault();
  const query = $("query").value.trim();
  if (!query) {
    tell(say("queryEmpty"), true);
    return;
  }
  tell(say("loading"));
  try {
    const found = await ask(`/api/v1/near?at=${at()}&q=${encodeURIComponent(query)}&minutes=15&person=${state.person}`);
    tell(found.count ? "" : say("foundNone", {query}), !found.count);
    if (found.count) {
      show_list(say("found", {query}), found.outlets, found.count);
    } else {
      missed(query);
    }
  } catch (error) {
    tell(error.message, true);
  }
}

// The same words are sent under the same key until they arrive, so that a second tap is no second need.
async function send_need(event) {
  event.preventDefault();
  const says = $("need-says");
  const body = {at: {lat: state.place.lat, lon: state.place.lon}, for: state.whom};
  if (state.kind) {
    body.kind = state.kind;
  }
  if (state.words.trim()) {
    body.words = state.words.trim();
  }
  if (!body.kind && !body.words) {
    tell(say("needEmpty"), true, says);
    return;
  }
  const text = JSON.stringify(body);
  if (!state.key || state.key.text !== text) {
    state.key = {text, value: key()};
    keep();
  }
  const button = $("need-form").querySelector("button");
  button.disabled = true;
  tell(say("sending"), false, says);
  try {
    await ask("/api/v1/needs", {
      method: "POST", body: text,
      headers: {"Content-Type": "application/json", "Idempotency-Key": state.key.value},
    }, says);
    const counts = Boolean(body.kind);
    Object.assign(state, {words: "", kind: "", key: null});
    keep();
    $("need-words").value = "";
    put_options();
    tell(say(counts ? "sent" : "sentWords"), false, says);
  } catch (error) {
    tell(error.message, true, says);
  } finally {
    button.disabled = false;
  }
}

function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function locate() {
  if (!navigator.geolocation) {
    tell(say("locateFailed"), true);
    return;
  }
  tell(say("locating"));
  navigator.geolocation.getCurrentPosition(
    (found) => choose({lat: found.coords.latitude, lon: found.coords.longitude, name: ""}),
    (error) => {
      $("place").focus();
      tell(say(error.code === error.PERMISSION_DENIED ? "locateRefused" : "locateFailed"), true);
    },
    {enableHighAccuracy: true, timeout: 15000, maximumAge: 60000});
}

async function begin() {
  put_words();
  $("need-words").value = state.words;
  $("query").value = state.query;
  show_sections();
  tell(say("loading"));
  try {
    [{kinds}, areas, {persons}] = await Promise.all(
      [ask("/api/v1/kinds"), areas_to_choose(), ask("/api/v1/persons")]);
    tell("");
    put_words();
    put_places();
    put_persons();
    if (state.place) {
      await look_around();
    }
  } catch (error) {
    tell(error.message, true);
    setTimeout(begin, AGAIN_AFTER);
  }
}

function put_persons() {
  $("person").replaceChildren(...persons.map((one) => {
    const option = made("option", one[state.language]);
    option.value = one.id;
    option.selected = one.id === state.person;
    return option;
  }));
}

function on(id, event, act) {
  $(id).addEventListener(event, act);
}

on("language", "click", () => {
  state.language = state.language === "zh" ? "en" : "zh";
  keep();
  tell("");
  tell("", false, $("need-says"));
  put_words();
  put_kinds();
  put_persons();
  $("list").hidden = true;
  $("walk").hidden = state.place === null;
});
on("person", "change", () => {
  state.person = $("person").value;
  keep();
  look_around();
});
on("locate", "click", locate);
on("again", "click", () => choose(null));
on("place", "input", place_typed);
on("all-areas", "click", () => {
  all_areas = true;
  put_places();
});
on("more", "click", () => {
  all = !all;
  put_kinds();
});
on("back", "click", () => {
  $("list").hidden = true;
  $("walk").hidden = false;
});
on("search-form", "submit", search);
on("query", "input", () => { state.query = $("query").value; keep(); });
on("need-form", "submit", send_need);
on("need-words", "input", () => { state.words = $("need-words").value; keep(); });
on("need-kind", "change", () => { state.kind = $("need-kind").value; keep(); });
on("need-for", "change", () => { state.whom = $("need-for").value; keep(); });
begin();
