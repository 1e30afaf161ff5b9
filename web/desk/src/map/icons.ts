/// Small pictures that the map needs, made here: no picture is fetched, and the service's policy allows no data:.

interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

function drawn(size: number, colour: (x: number, y: number) => [number, number, number, number]): Picture {
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; ++y) {
    for (let x = 0; x < size; ++x) {
      data.set(colour(x, y), (y * size + x) * 4);
    }
  }
  return {width: size, height: size, data};
}

function framed(size: number, face: [number, number, number, number]) {
  return drawn(size, (x, y) => (x < 2 || y < 2 || x >= size - 2 || y >= size - 2 ? [51, 57, 61, 255] : face));
}

export const pictures: Record<string, Picture> = {
  outlet: framed(11, [255, 255, 255, 255]),
  gate: drawn(9, (x, y) => (Math.abs(x - 4) + Math.abs(y - 4) <= 4 ? [51, 57, 61, 255] : [0, 0, 0, 0])),
  hatch: drawn(8, (x, y) => ((x + y) % 8 < 2 ? [120, 126, 131, 255] : [0, 0, 0, 0])),
};
