// How many SMS a text costs: the same rules as the server (GSM-7 160/153, UCS-2 70/67, nothing split in half).

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

const WRITTEN = new Intl.Segmenter("ur", { granularity: "grapheme" });

export function measure(text) {
  const letters = [...text];
  const gsm = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter));
  const widths = gsm ? letters.map((letter) => (EXTENDED.has(letter) ? 2 : 1)) : written(text);
  const units = widths.reduce((sum, width) => sum + width, 0);
  const [alone, part] = gsm ? [160, 153] : [70, 67];
  const encoding = gsm ? "GSM-7" : "UCS-2";
  if (units <= alone) return { encoding, units, segments: 1, left: alone - units };
  const { segments, used } = pack(widths, part);
  return { encoding, units, segments, left: part - used };
}

// A letter stays with its vowel signs, an emoji with its joined parts.
function written(text) {
  return [...WRITTEN.segment(text)].map(({ segment }) => segment.length);
}

function pack(widths, part) {
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > part) {
      segments += 1;
      used = 0;
    }
    used += width;
  }
  return { segments, used };
}
