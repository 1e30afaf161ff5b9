import "maplibre-gl/dist/maplibre-gl.css";
import "element-plus/es/components/select/style/css";
import "element-plus/es/components/button/style/css";
import "./desk.css";

import {createApp} from "vue";

import App from "./App.vue";

createApp(App).mount("#desk");
