// The large map. It draws what the server sends and nothing from elsewhere; without WebGL the drawing stays.
import { say } from "./page.js";

const frame = document.querySelector("[data-map]");
const place = frame?.querySelector("[data-map-live]");
const said = frame?.querySelector("[data-map-said]");
const EMPTY = { type: "FeatureCollection", features: [] };
const FONT = ["Noto Sans, Liberation Sans, sans-serif"];
const EARTH_KM = 6371.0088;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Lines or rings as steps from point to point, made into coordinates. */
function unpack(steps, scale) {
  const found = [];
  let x = 0, y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i]; y += steps[i + 1];
    found.push([x * scale, y * scale]);
  }
  return found;
}

/** A ring's area with its sign: rings of land and those of the waters in it turn the other way. */
function turn(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) sum += (ring[i][0] - ring[i - 1][0]) * (ring[i][1] + ring[i - 1][1]);
  return sum;
}

async function ground(name) {
  const answer = await fetch(`${frame.dataset.ground}${name}.json`);
  const known = await answer.json();
  const lines = known.rings || known.lines;
  return {
    type: "FeatureCollection",
    features: lines.map((steps, number) => {
      const points = unpack(steps, known.scale);
      const geometry = known.rings ? { type: "Polygon", coordinates: [points] } : { type: "LineString", coordinates: points };
      return { type: "Feature", geometry, properties: { rank: known.ranks ? known.ranks[number] : 0, water: known.rings ? turn(points) < 0 : false } };
    }),
  };
}

/** A circle of kilometres on the earth. */
function ring(longitude, latitude, km) {
  const angle = km / EARTH_KM, lat = (latitude * Math.PI) / 180, lon = (longitude * Math.PI) / 180;
  const found = [];
  for (let i = 0; i <= 48; i += 1) {
    const bearing = (-2 * Math.PI * i) / 48;
    const there = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing));
    const turned = lon + Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * Math.sin(there));
    found.push([(turned * 180) / Math.PI, (there * 180) / Math.PI]);
  }
  return found;
}

/** Points for what is known to a town; one area for all that is known to the same district. */
function sorted(told) {
  const points = [], areas = new Map();
  told.incidents.forEach((row, number) => {
    const [, longitude, latitude, km] = row;
    if (!km) {
      points.push({ type: "Feature", id: number, geometry: { type: "Point", coordinates: [longitude, latitude] }, properties: { n: number } });
      return;
    }
    const key = `${longitude},${latitude},${km}`;
    if (!areas.has(key)) areas.set(key, { at: [longitude, latitude], km, rows: [] });
    areas.get(key).rows.push(number);
  });
  const several = [...areas.values()].sort((one, other) => other.km - one.km);
  return { points, areas: several };
}

function style() {
  const line = (id, source, paint, more = {}) => ({ id, type: "line", source, paint, ...more });
  const source = (data) => ({ type: "geojson", data });
  return {
    version: 8,
    sources: {
      land: source(EMPTY), rivers: source(EMPTY), units: source(EMPTY), borders: source(EMPTY), names: source(EMPTY), areas: source(EMPTY), middles: source(EMPTY),
      points: { ...source(EMPTY), cluster: true, clusterRadius: 36, clusterMaxZoom: 11 },
    },
    layers: [
      { id: "sea", type: "background" },
      { id: "land", type: "fill", source: "land", filter: ["!", ["get", "water"]] },
      { id: "water", type: "fill", source: "land", filter: ["get", "water"] },
      line("coast", "land", { "line-width": 0.7 }),
      line("rivers", "rivers", { "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.4, 9, 1.4] }, { filter: ["<=", ["get", "rank"], ["+", ["zoom"], 1]] }),
      line("units", "units", { "line-width": 0.7 }, { minzoom: 3.5, filter: ["<=", ["get", "rank"], ["+", ["zoom"], 3]] }),
      line("borders", "borders", { "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 8, 1.4] }),
      { id: "areas", type: "fill", source: "areas", paint: { "fill-opacity": 0.1 } },
      line("area-edges", "areas", { "line-width": 1.2, "line-dasharray": [3, 2] }),
      { id: "towns", type: "circle", source: "names", filter: ["==", ["get", "kind"], "town"], paint: { "circle-radius": 1.7 } },
      { id: "names", type: "symbol", source: "names", layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": ["match", ["get", "kind"], "country", 13, 11], "text-anchor": ["match", ["get", "kind"], "town", "left", "center"], "text-offset": ["match", ["get", "kind"], "town", ["literal", [0.5, 0]], ["literal", [0, 0]]], "symbol-sort-key": ["get", "order"], "text-padding": 4, "text-transform": "none", "text-letter-spacing": ["match", ["get", "kind"], "country", 0.08, 0] }, paint: { "text-halo-width": 1.4 } },
      { id: "area-numbers", type: "symbol", source: "middles", layout: { "text-field": ["case", [">", ["get", "many"], 1], ["to-string", ["get", "many"]], "?"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true }, paint: { "text-halo-width": 1.4 } },
      { id: "clusters", type: "circle", source: "points", filter: ["has", "point_count"], paint: { "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 9, 60, 34], "circle-opacity": 0.9, "circle-stroke-width": 1 } },
      { id: "cluster-numbers", type: "symbol", source: "points", filter: ["has", "point_count"], layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": "#ffffff" } },
      { id: "points", type: "circle", source: "points", filter: ["!", ["has", "point_count"]], paint: { "circle-radius": 5.5, "circle-stroke-width": 1.2 } },
    ],
  };
}

/** The colours of the page's theme. */
function paint(map) {
  const set = (layer, property, name) => map.setPaintProperty(layer, property, colour(name));
  set("sea", "background-color", "sea"); set("land", "fill-color", "land"); set("water", "fill-color", "sea");
  set("coast", "line-color", "coast"); set("rivers", "line-color", "river"); set("units", "line-color", "unit"); set("borders", "line-color", "border");
  set("areas", "fill-color", "mark-paper"); set("area-edges", "line-color", "mark");
  set("area-numbers", "text-color", "ink"); set("area-numbers", "text-halo-color", "land");
  set("towns", "circle-color", "quiet"); set("names", "text-color", "ink"); set("names", "text-halo-color", "land");
  set("clusters", "circle-color", "mark-paper"); set("clusters", "circle-stroke-color", "paper");
  set("points", "circle-color", "mark-paper"); set("points", "circle-stroke-color", "paper");
}

function title(told, row) {
  const [, , , km, event, where, start, end] = row;
  const days = !start ? "day not known" : start === end || !end ? start : `${start} to ${end}`;
  return `${told.events[event]}${where ? `, ${where}` : ""}, ${days}${km ? `, somewhere within ${Math.ceil(km)} km` : ""}`;
}

/** List incidents beside the map, as links. */
function list(told, numbers, heading) {
  said.replaceChildren();
  if (!numbers.length) return;
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  close.addEventListener("click", () => said.replaceChildren());
  const head = Object.assign(document.createElement("h2"), { textContent: heading });
  const lines = document.createElement("ul");
  for (const number of numbers.slice(0, 100)) {
    const row = told.incidents[number];
    const link = Object.assign(document.createElement("a"), { href: `/incidents/${row[0]}`, textContent: title(told, row) });
    lines.append(document.createElement("li"));
    lines.lastChild.append(link);
  }
  said.append(close, head, lines);
  if (numbers.length > 100) said.append(Object.assign(document.createElement("p"), { textContent: `and ${numbers.length - 100} more: narrow the selection` }));
}

const counted = (n) => `${n} incident${n === 1 ? "" : "s"}`;

async function open(map, told, areas, at) {
  const box = [[at.x - 4, at.y - 4], [at.x + 4, at.y + 4]];
  const [one] = map.queryRenderedFeatures(box, { layers: ["points", "clusters"] });
  if (one?.properties.cluster) {
    const source = map.getSource("points");
    const zoom = await source.getClusterExpansionZoom(one.properties.cluster_id);
    if (zoom <= 11.5 && map.getZoom() < 11) { map.easeTo({ center: one.geometry.coordinates, zoom: Math.min(zoom + 0.3, 12) }); return; }
    const leaves = await source.getClusterLeaves(one.properties.cluster_id, 1000, 0);
    list(told, leaves.map((leaf) => leaf.properties.n), counted(leaves.length));
    return;
  }
  if (one) { list(told, [one.properties.n], "One incident"); return; }
  const inside = map.queryRenderedFeatures([at.x, at.y], { layers: ["areas"] });
  const narrowest = inside.map((f) => areas[f.properties.n]).sort((a, b) => a.km - b.km)[0];
  if (narrowest) list(told, narrowest.rows, `${counted(narrowest.rows.length)} somewhere within ${Math.ceil(narrowest.km)} km`);
  else said.replaceChildren();
}

async function label(map) {
  const bounds = map.getBounds();
  const clip = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
  const box = [clip(bounds.getWest(), 180), clip(bounds.getSouth(), 85), clip(bounds.getEast(), 180), clip(bounds.getNorth(), 85)];
  try {
    const answer = await fetch(`/map/labels.json?bbox=${box}`);
    if (!answer.ok) return;
    const names = await answer.json();
    map.getSource("names").setData({
      type: "FeatureCollection",
      features: names.map(([name, kind, longitude, latitude], order) => ({ type: "Feature", geometry: { type: "Point", coordinates: [longitude, latitude] }, properties: { name, kind, order } })),
    });
  } catch { /* the map goes without names */ }
}

function remember(map) {
  const b = map.getBounds();
  const box = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((one, i) => Math.max(i % 2 ? -85 : -180, Math.min(i % 2 ? 85 : 180, one)).toFixed(3));
  const address = new URL(location.href);
  address.searchParams.set("view", box.join(","));
  history.replaceState(null, "", address);
  return box.join(",");
}

async function start() {
  const lib = window.maplibregl;
  if (!frame || !lib) return;
  lib.setWorkerUrl(frame.dataset.worker);
  const [west, south, east, north] = frame.dataset.box.split(",").map(Number);
  const whole = [[Math.max(west, -180), Math.max(south, -70)], [Math.min(east, 180), Math.min(north, 80)]];
  place.hidden = false;
  let map;
  try {
    map = new lib.Map({ container: place, style: style(), bounds: whole, maxZoom: 12, dragRotate: false, pitchWithRotate: false, attributionControl: false, fadeDuration: 0, refreshExpiredTiles: false });
  } catch { place.hidden = true; return; }  // no WebGL: the drawing stays
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  frame.querySelector(".map-drawn").hidden = true;
  frame.querySelector("[data-map-tools]").hidden = false;
  document.querySelector("[data-map-hint]").hidden = false;
  map.getCanvas().setAttribute("aria-label", "Map of the incidents; the table below says the same");
  map.once("load", async () => {
    paint(map);
    const query = frame.dataset.query ? `?${frame.dataset.query}` : "";
    for (const name of ["land", "borders", "units", "rivers"]) ground(name).then((data) => map.getSource(name).setData(data));
    const answer = await fetch(`/map/data.json${query}`);
    if (!answer.ok) { say("The incidents could not be fetched"); return; }
    const told = await answer.json();
    const { points, areas } = sorted(told);
    map.getSource("points").setData({ type: "FeatureCollection", features: points });
    map.getSource("areas").setData({ type: "FeatureCollection", features: areas.map((area, n) => ({ type: "Feature", geometry: { type: "Polygon", coordinates: [ring(...area.at, area.km)] }, properties: { n } })) });
    map.getSource("middles").setData({ type: "FeatureCollection", features: areas.map((area) => ({ type: "Feature", geometry: { type: "Point", coordinates: area.at }, properties: { many: area.rows.length } })) });
    label(map);
    map.on("click", (event) => open(map, told, areas, event.point));
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      open(map, told, areas, map.project(map.getCenter()));
    });
    for (const layer of ["points", "clusters", "areas"]) {
      map.on("mouseenter", layer, () => { map.getCanvas().classList.add("over"); });
      map.on("mouseleave", layer, () => { map.getCanvas().classList.remove("over"); });
    }
    map.once("idle", () => { frame.dataset.drawn = String(told.incidents.length); });
  });
  let box = null;
  const here = document.querySelector("[data-in-sight]");
  map.on("moveend", (event) => {
    label(map);
    if (!event.originalEvent && !box) return;
    box = remember(map);
    here.hidden = false;
  });
  here.addEventListener("click", () => {
    const address = new URL(location.href);
    address.searchParams.set("bbox", box || remember(map));
    address.searchParams.delete("page");
    location.assign(address);
  });
  frame.querySelector("[data-map-tools]").addEventListener("click", (event) => {
    const zoom = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (!zoom) return;
    box ??= "";
    if (zoom === "all") map.fitBounds(whole); else if (zoom === "in") map.zoomIn(); else map.zoomOut();
    map.once("moveend", () => { box = remember(map); here.hidden = false; });
  });
  const again = () => paint(map);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
}

start();
