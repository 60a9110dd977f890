// What Python packs: JSON, compressed, as bytes.

export async function unpacked(bytes) {
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(text).json();
}

export function sameBytes(one, other) {
  if (!(one instanceof Uint8Array && other instanceof Uint8Array) || one.length !== other.length) return false;
  return one.every((byte, i) => byte === other[i]);
}
