import vue from "@vitejs/plugin-vue";
import {defineConfig} from "vitest/config";

const service = process.env.LINQUAN_SERVICE ?? "http://127.0.0.1:8080";

// All built files lie in one folder, so that the service needs one route for them. Nothing is inlined as data:, which
// the service's Content-Security-Policy refuses.
export default defineConfig({
  base: "/desk/",
  plugins: [vue()],
  build: {assetsDir: "", assetsInlineLimit: 0, target: "es2022", chunkSizeWarningLimit: 2000},
  worker: {format: "es"},
  server: {proxy: {"/api": service}},
  preview: {proxy: {"/api": service}},
  test: {include: ["test/**/*.test.ts"]},
});
