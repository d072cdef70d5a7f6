import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordsOf } from './Breakable'

it('breaks names where their words end, and loses nothing', () => {
  expect(wordsOf('WriteProvisionedThroughputExceeded')).toEqual(['WriteProvisioned', 'ThroughputExceeded'])
  expect(wordsOf('ENABLED_UNTIL_EARLIEST_ALLOWED_END')).toEqual(['ENABLED_UNTIL_', 'EARLIEST_ALLOWED_END'])
  expect(wordsOf('GetRecords.IteratorAgeMilliseconds Maximum')).toEqual(['GetRecords.', 'IteratorAge', 'Milliseconds Maximum'])
  expect(wordsOf('IncomingRecords')).toEqual(['IncomingRecords'])
  fc.assert(fc.property(fc.string(), (name) => wordsOf(name).join('') === name))
})
