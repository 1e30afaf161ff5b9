// Pictures held against stored ones: shrunk, so that the store stays small and the edges of letters do not count.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";

const wide = 640;
/// A channel that differs by less is the same colour; so large a share of the picture may differ.
const step = 48;
const share_most = 0.01;
const folder = new URL("golden/", import.meta.url);

/// Runs in a page of its own: shrinks the picture, and says what share of it differs from the stored one.
async function compared([picture, stored, width, least]) {
  const drawn = async (data) => {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
    const scale = Math.min(1, width / bitmap.width);
    const size = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    const canvas = new OffscreenCanvas(...size);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, ...size);
    return {canvas, pixels: context.getImageData(0, 0, ...size).data, size: size.join("×")};
  };
  const now = await drawn(picture);
  const blob = await now.canvas.convertToBlob({type: "image/png"});
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const small = btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
  if (stored === null) {
    return {small, share: 1, sizes: ""};
  }
  const before = await drawn(stored);
  let differ = 0;
  for (let i = 0; i < now.pixels.length; i += 4) {
    const far = [0, 1, 2].some((k) => Math.abs(now.pixels[i + k] - before.pixels[i + k]) >= least);
    differ += far ? 1 : 0;
  }
  const same_size = now.size === before.size;
  return {small, share: same_size ? differ / (now.pixels.length / 4) : 1,
    sizes: same_size ? "" : `${before.size}, now ${now.size}`};
}

/// What is wrong with a picture; null: nothing. With `accept` it becomes the stored one.
export async function judge_picture(page, name, picture, accept) {
  const file = new URL(`${name}.png`, folder);
  const stored = existsSync(file) ? readFileSync(file).toString("base64") : null;
  const {small, share, sizes} = await page.evaluate(compared, [picture.toString("base64"), stored, wide, step]);
  if (accept) {
    mkdirSync(folder, {recursive: true});
    if (share > 0) {
      writeFileSync(file, Buffer.from(small, "base64"));
    }
    return null;
  }
  if (stored === null) {
    return `no picture ${name} is stored; look at it and run with --accept`;
  }
  return share > share_most ? `${name}: ${(share * 100).toFixed(2)} % of the picture differs ${sizes}`.trim() : null;
}
