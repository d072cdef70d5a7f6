import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOfStatement, offsetOf, placesInJson, spanOf, spotOf } from './placesInJson'

const TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["kinesis:Get*", "kinesis:Put\\"}"],
      "Resource": "*" },
    {
      "Effect": "Deny",
      "Condition": { "StringEquals": { "aws:SourceVpce": [] } }
    }
  ]
}`

describe('places in a document', () => {
  const places = placesInJson(TEXT)
  const textAt = (place: string) => TEXT.slice(spanOf(places, place).from, spanOf(places, place).to)

  it.each([
    ['Version', '"Version": "2012-10-17"'],
    ['Statement[0].Action[0]', '"kinesis:Get*"'],
    ['Statement[0].Action[1]', '"kinesis:Put\\"}"'],
    ['Statement[0].Resource', '"Resource": "*"'],
    ['Statement[1].Condition.StringEquals.aws:SourceVpce', '"aws:SourceVpce": []'],
  ])('%s', (place, text) => expect(textAt(place)).toBe(text))

  it('shows what is missing in what would hold it, and what belongs nowhere at the whole', () => {
    expect(textAt('Statement[1].Action[0]')).toBe(textAt('Statement[1]'))
    expect(textAt('Statement[7].Effect')).toBe(textAt('Statement'))
    expect(textAt('Policy')).toBe(TEXT)
  })

  it('knows the lines of statements, in a list and alone', () => {
    expect(linesOfStatement(TEXT, 0)).toEqual({ from: 4, to: 5 })
    expect(linesOfStatement(TEXT, 1)).toEqual({ from: 6, to: 9 })
    expect(linesOfStatement(TEXT, 2)).toBeNull()
    expect(linesOfStatement('{\n"Statement": {\n}}', 0)).toEqual({ from: 2, to: 3 })
    expect(linesOfStatement('{ "Statement": [', 0)).toBeNull()
  })

  it('has a place for each value of any document, and finds nothing in what is none', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const span = placesInJson(text).get('')!
        expect(JSON.parse(text.slice(span.from, span.to))).toEqual(JSON.parse(text))
      }),
    )
    expect(placesInJson('{"a": }').size).toBe(0)
  })

  it('goes from characters to lines and back', () => {
    for (let at = 0; at <= TEXT.length; at++) expect(offsetOf(TEXT, spotOf(TEXT, at))).toBe(at)
  })
})
