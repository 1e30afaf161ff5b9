import js from "@eslint/js";
import vue from "eslint-plugin-vue";
import ts from "typescript-eslint";

export default ts.config(
  {ignores: ["dist/", "shots/", "src/api/schema.d.ts"]},
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs["flat/essential"],
  {files: ["**/*.vue"], languageOptions: {parserOptions: {parser: ts.parser}}},
  {rules: {"max-len": ["error", {code: 120}], "max-lines-per-function": ["error", 60], "no-undef": "off",
    "vue/multi-word-component-names": "off"}},
);
