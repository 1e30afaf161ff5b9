import "./desk.css";

import {createApp} from "vue";

import App from "./App.vue";
import {city_ground, start} from "./desk";

// What the page needs to know, and the map's code, are asked for before anything is drawn.
void start();
void city_ground().catch(() => undefined);
void import("./map/MapView.vue");
createApp(App).mount("#desk");
