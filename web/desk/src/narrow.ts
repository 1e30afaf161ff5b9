/// Whether the page is as narrow as a telephone: what takes room there is folded until it is wanted.
import {ref} from "vue";

const query = window.matchMedia("(max-width: 700px)");

export const narrow = ref(query.matches);
query.addEventListener("change", (event) => {
  narrow.value = event.matches;
});
