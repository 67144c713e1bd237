// Multi-tap typing as on a keypad phone: the same key within a second turns to its next letter.

const PAUSE = 1000;
const ABC = {
  1: ".,?!'-1", 2: "abc2", 3: "def3", 4: "ghi4", 5: "jkl5", 6: "mno6", 7: "pqrs7", 8: "tuv8", 9: "wxyz9", 0: " 0", "*": "*+", "#": "#",
};
const URDU = {
  1: "۔،؟!1", 2: "بپتٹث2", 3: "اآئءؤ3", 4: "سشصض4", 5: "دڈذرڑزژ5", 6: "جچحخ6", 7: "نںوہھیے7", 8: "فقکگلم8", 9: "طظعغ9", 0: " 0", "*": "*+", "#": "#",
};
export const MODES = ["123", "abc", "Abc", "اردو"];

export class MultiTap {
  constructor() {
    this.mode = MODES[0];
    this.rest();
  }

  rest() {
    Object.assign(this, { key: null, turn: 0, at: 0 });
  }

  nextMode() {
    this.mode = MODES[(MODES.indexOf(this.mode) + 1) % MODES.length];
    this.rest();
  }

  // What to type for this press: {text, replace}; replace means that it takes the place of the letter before.
  press(key, now) {
    const letters = this.letters(key);
    const replace = key === this.key && now - this.at < PAUSE && letters.length > 1;
    this.turn = replace ? (this.turn + 1) % letters.length : 0;
    Object.assign(this, { key, at: now });
    return { text: letters[this.turn], replace };
  }

  letters(key) {
    if (this.mode === "123") return [key];
    const letters = [...(this.mode === "اردو" ? URDU : ABC)[key]];
    return this.mode === "Abc" ? letters.map((letter) => letter.toUpperCase()) : letters;
  }
}
