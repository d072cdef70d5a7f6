/** Puts the columns of a file in the order in which they are offered as partition key, the suggested one first. */
import { parseNumber, wordsOf } from './cellText'
import type { FinishedColumn } from './keyColumn'

/** Words of a name that say: this tells one sender from another. */
const IDENTITY_WORDS = new Set(
  'id ids uid uuid guid key user users username account customer client session device sensor host hostname principal tenant ip 사용자 고객 아이디 기기 장치 호스트 세션'.split(' '),
)
const LOOKED_AT_VALUES_MAX = 100

/** Those named by `preferred` first, in its order; then names that suggest ids, texts, numbers, columns of one value. */
export function suggestKeys({ columns, preferred }: { columns: readonly FinishedColumn[]; preferred: readonly string[] }): FinishedColumn[] {
  return columns
    .map((finished, index) => ({ finished, rank: rankOf({ finished, preferred }), strangeness: strangeness(finished), index }))
    .sort((one, other) => one.rank - other.rank || one.strangeness - other.strangeness || one.index - other.index)
    .map(({ finished }) => finished)
}

function rankOf({ finished, preferred }: { finished: FinishedColumn; preferred: readonly string[] }): number {
  const at = preferred.indexOf(finished.name)
  if (at >= 0) return at
  const { values } = finished.column
  if (values.length < 2) return preferred.length + 3
  if (wordsOf(finished.name).some((word) => IDENTITY_WORDS.has(word))) return preferred.length
  return preferred.length + (values.slice(0, LOOKED_AT_VALUES_MAX).every((value) => !Number.isNaN(parseNumber(value))) ? 2 : 1)
}

/** 1 when there are as many values as records for each value; more the further it is from that, either way. */
function strangeness({ column }: FinishedColumn): number {
  const squared = column.values.length ** 2
  const records = column.valueIndex.length
  return Math.max(squared / records, records / squared)
}
