/** Encodings, blocks of lines and lengths. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLineBlocks, surveyBytes, utf8Length } from './textBytes'

const pause = () => Promise.resolve()
const encode = (text: string) => new TextEncoder().encode(text)

async function linesOf(bytes: Uint8Array, blockBytes: number): Promise<string[]> {
  const survey = await surveyBytes({ bytes, encoding: null, pause })
  return [...readLineBlocks({ bytes, survey, blockBytes })].flatMap(({ lines }) => lines)
}

test('utf8Length is what an encoder says', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => utf8Length(text) === encode(text).length))
  expect(utf8Length('샤드🚀')).toBe(10)
  expect(utf8Length('\ud800')).toBe(3)
})

test('lines are the same however the file is cut into blocks', async () => {
  const text = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }).map((line) => line.replaceAll('\n', '')), { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 40 }), async (lines, blockBytes) => {
      expect(await linesOf(encode(lines.map((line) => `${line}\n`).join('')), blockBytes)).toEqual(lines)
    }),
  )
})

test('a byte order mark is not part of the first line, and the last line needs no line feed', async () => {
  expect(await linesOf(encode('\ufeffa\nb'), 1)).toEqual(['a', 'b'])
})

test('Korean in EUC-KR and French in Windows-1252 are found out', async () => {
  const korean = Uint8Array.of(0xbb, 0xfe, 0xb5, 0xe5)
  const french = Uint8Array.of(0x63, 0x61, 0x66, 0xe9)
  expect(await linesOf(korean, 100)).toEqual(['샤드'])
  expect(await linesOf(french, 100)).toEqual(['café'])
  expect((await surveyBytes({ bytes: korean, encoding: null, pause })).guessed).toBe(true)
  expect((await surveyBytes({ bytes: encode('샤드'), encoding: null, pause })).guessed).toBe(false)
})
