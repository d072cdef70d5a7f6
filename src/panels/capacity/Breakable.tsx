/** A long name of AWS's that may go on in the next line where one of its words ends. */
import { Fragment } from 'react'

export function Breakable({ name }: { name: string }) {
  return wordsOf(name).map((word, at) => (
    <Fragment key={at}>
      {at === 0 ? null : <wbr />}
      {word}
    </Fragment>
  ))
}

/** Shorter ones stay with the next. */
const CHARACTERS_MIN = 10

/** `WriteProvisioned`, `ENABLED_UNTIL_`, `GetRecords.`: joined they are the name again. */
export function wordsOf(name: string): string[] {
  const words: string[] = []
  for (const word of name.split(/(?<=[a-z])(?=[A-Z])|(?<=[_.])/)) {
    const last = words.at(-1)
    if (last === undefined || last.length >= CHARACTERS_MIN) words.push(word)
    else words[words.length - 1] = last + word
  }
  const last = words.at(-1) ?? ''
  return words.length > 1 && last.length < CHARACTERS_MIN ? [...words.slice(0, -2), (words.at(-2) ?? '') + last] : words
}
