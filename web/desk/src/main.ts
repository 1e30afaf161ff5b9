import "maplibre-gl/dist/maplibre-gl.css";
import "./desk.css";

import {createApp} from "vue";

import App from "./App.vue";

createApp(App).mount("#desk");
