/** A text and its UTF-16 units, which are quicker to read one by one than by asking the text for each. */
export interface Written {
  readonly text: string;
  /** Beyond the text's length stands anything. */
  readonly letters: Uint16Array;
}

let room = new Uint16Array(8_192);

/** Its letters are good until the next text is asked for, which takes their room. */
export function written(text: string): Written {
  if (room.length < text.length) room = new Uint16Array(2 * text.length);
  const letters = room;
  for (let at = 0; at < text.length; at += 1) letters[at] = text.charCodeAt(at);
  return { text, letters };
}
