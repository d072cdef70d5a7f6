/** Every format and every fault, by small files. */
import { expect, test } from 'vitest'
import { readSource, readSourceFile, SOURCE_BYTES_MAX } from './readSource'
import type { SourceForm } from './sourceForm'

async function read(input: string | Uint8Array, fileName = 'file.txt') {
  const result = await readSource(input, { sourceId: 'test', fileName })
  if (result.type !== 'Read') throw new Error(JSON.stringify(result))
  const { source, facts } = result
  const keys = (column: string) => Array.from(source.keyColumns.get(column)!.valueIndex, (index) => source.keyColumns.get(column)!.values[index])
  return { facts, keys, offsetMs: [...source.offsetMs], bytes: [...source.bytes], columns: [...source.keyColumns.keys()] }
}

async function refusal(input: string | Uint8Array, fileName = 'file.txt') {
  const result = await readSource(input, { sourceId: 'test', fileName })
  if (result.type !== 'Refused') throw new Error(`expected a refusal, got ${result.type}`)
  return { line: result.line, ...result.problem }
}

test('CSV with quotes, commas, line breaks, CRLF, a byte order mark, Korean and emoji; no line feed at the end', async () => {
  const text = '\ufeffts,이름,note\r\n2024-01-01T00:00:00Z,샤드,"a ""b"", c"\r\n2024-01-01T00:00:01Z,🚀,"two\r\nlines"'
  const { keys, offsetMs, bytes } = await read(text, 'korean.csv')
  expect(keys('이름')).toEqual(['샤드', '🚀'])
  expect(keys('note')).toEqual(['a "b", c', 'two\r\nlines'])
  expect(offsetMs).toEqual([0, 1_000])
  expect(bytes).toEqual([new TextEncoder().encode('2024-01-01T00:00:00Z,샤드,"a ""b"", c"').length, new TextEncoder().encode('2024-01-01T00:00:01Z,🚀,"two\r\nlines"').length])
})

test('TSV and semicolons are found out without a name', async () => {
  expect((await read('time\tuser\n1700000000\ta\n1700000002\tb\n')).offsetMs).toEqual([0, 2_000])
  expect((await read('time;user\n1700000000123;a\n1700000000124;b\n')).offsetMs).toEqual([0, 1])
})

test('JSON lines are flattened one level; what a line lacks is (empty)', async () => {
  const { keys, columns, offsetMs, facts } = await read('{"at":{"time":1},"timestamp":"2024-01-01T00:00:00Z","n":7,"deep":{"er":{"x":[1]}}}\n\n{"timestamp":"2024-01-01T00:00:03Z","user":"a"}')
  expect(columns.toSorted()).toEqual(['at.time', 'deep.er', 'n', 'user'])
  expect(keys('deep.er')).toEqual(['{"x":[1]}', '(empty)'])
  expect(keys('user')).toEqual(['(empty)', 'a'])
  expect(offsetMs).toEqual([0, 3_000])
  expect(facts.warnings).toEqual([{ key: 'keysEmpty', values: { cells: 4, columns: expect.stringContaining('deep.er') as string } }])
})

test('Common and Combined Log Format', async () => {
  const common = 'a.com - - [01/Aug/1995:00:00:01 -0400] "GET /x HTTP/1.0" 200 1839\n10.0.0.1 - bob [01/Aug/1995:00:00:03 -0400] "GET /"y" HTTP/1.0" 404 -\n'
  const { keys, offsetMs } = await read(common)
  expect(keys('host')).toEqual(['a.com', '10.0.0.1'])
  expect(keys('url')).toEqual(['/x', '/"y"'])
  expect(keys('status')).toEqual(['200', '404'])
  expect(offsetMs).toEqual([0, 2_000])
  expect((await read('h - - [01/Aug/1995:00:00:01 -0400] "GET /x HTTP/1.0" 200 1 "http://r/" "Mozilla (x)"')).keys('agent')).toEqual(['Mozilla (x)'])
})

test('other logs: leading timestamp, first word behind it, lines without a time go with the line above', async () => {
  const { keys, offsetMs, facts } = await read('banner\n2024-01-01 00:00:00,500 ERROR failed\n  at main.ts\n2024-01-01 00:00:02,000 INFO ok\n', 'app.log')
  expect(keys('first word')).toEqual(['banner', 'ERROR', 'at', 'INFO'])
  expect(offsetMs).toEqual([0, 0, 0, 1_500])
  expect(facts.warnings).toEqual([{ key: 'timeCarried', values: { lines: 2 } }])
})

test('without times there are 100 records a second', async () => {
  const { offsetMs, facts, columns } = await read('hello world\nbye world\nhello you\n')
  expect(offsetMs).toEqual([0, 10, 20])
  expect(facts.warnings).toEqual([{ key: 'noTime', values: { perSecond: 100 } }])
  expect(columns).toEqual(['first word', 'line'])
})

test('a response time is not a time', async () => {
  expect((await read('user,response_time_ms\na,10\nb,12\n', 'x.csv')).facts.warnings[0]?.key).toBe('noTime')
})

test('records out of order are sorted, those of one instant stay as they were', async () => {
  const { keys, offsetMs, facts } = await read('t,id\n5,a\n3,b\n5,c\n3,d\n'.replaceAll(/^(\d)/gm, '170000000$1'), 'x.csv')
  expect(keys('id')).toEqual(['b', 'd', 'a', 'c'])
  expect(offsetMs).toEqual([0, 0, 2_000, 2_000])
  expect(facts.warnings).toEqual([{ key: 'outOfOrder', values: { records: 2 } }])
})

test('long keys are cut at 256 Unicode characters, lone surrogates replaced', async () => {
  const { keys, facts } = await read(`{"k":"${'🚀'.repeat(300)}"}\n{"k":"a\\ud800"}\n{"k":"${'🚀'.repeat(256)}"}`)
  expect(keys('k')).toEqual(['🚀'.repeat(256), 'a\ufffd', '🚀'.repeat(256)])
  expect(facts.warnings).toContainEqual({ key: 'keysCut', values: { cells: 1, charactersMax: 256, columns: 'k' } })
})

test('a name that suggests ids is offered first, then the most moderate text', async () => {
  const rows = Array.from({ length: 16 }, (_, at) => `${1_700_000_000 + at},row${at},g${at % 4},u${at % 3},1\n`).join('')
  expect((await read(`time,serial,group,user_id,n\n${rows}`, 'x.csv')).columns).toEqual(['user_id', 'group', 'serial', 'n'])
})

test('one gigantic line', async () => {
  const { bytes, keys, facts } = await read('x'.repeat(3_000_000))
  expect(bytes).toEqual([3_000_000])
  expect(keys('line')).toEqual(['x'.repeat(256)])
  expect(facts.warnings.map(({ key }) => key)).toEqual(['noTime', 'keysCut', 'largeRecords'])
})

test.each([
  ['nothing', '', 'x.csv', { key: 'empty', line: null }],
  ['blank lines', '\n \r\n\n', 'x.txt', { key: 'empty', line: null }],
  ['a header alone', 'time,user\n', 'x.csv', { key: 'empty', line: null }],
  ['a zero byte', 'a,b\n1,\u00002\n', 'x.csv', { key: 'notText', line: 2, values: { line: 2, byte: 7 } }],
  ['too few cells', 'a,b\n1,2\n"x\ny",2\n3\n', 'x.csv', { key: 'csvColumns', line: 5, values: { line: 5, expected: 2, found: 1 } }],
  ['a quote that never closes', 'a,b\n1,2\n"x,2\n3,4\n', 'x.csv', { key: 'csvQuote', line: 3 }],
  ['text behind a closing quote', 'a,b\n"x"y,2\n', 'x.csv', { key: 'csvQuote', line: 2 }],
  ['a broken header', '"a,b\n1,2\n', 'x.csv', { key: 'csvQuote', line: 1 }],
  ['only times', 'time\n2024-01-01\n', 'x.csv', { key: 'noKey', line: 1 }],
  ['broken JSON', '{"a":1}\n{"a":\n', 'x.jsonl', { key: 'jsonSyntax', line: 2 }],
  ['a JSON list', '[{"a":1}]', 'x.json', { key: 'jsonNotObject', line: 1, values: { line: 1, text: '[{"a":1}]' } }],
  ['a line that is no access log', `${'a - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200 1\n'.repeat(3)}oops\n`, 'x.log', { key: 'logLine', line: 4, values: { line: 4, text: 'oops' } }],
  ['a bad time', `time,u\n${'2024-01-01,a\n'.repeat(20)}soon,b\n`, 'x.csv', { key: 'timeValue', line: 22, values: { line: 22, column: 'time', text: 'soon' } }],
])('%s is refused', async (_, text, fileName, expected) => {
  expect(await refusal(text, fileName)).toMatchObject(expected)
})

test('one bad line in a hundred is left out and named, two in a hundred are too many', async () => {
  const good = '1700000000,a\n'
  const { facts } = await read(`time,u\n${good.repeat(60)}oops\n${good.repeat(60)}`, 'x.csv')
  expect(facts.records).toBe(120)
  expect(facts.warnings).toEqual([
    { key: 'linesLeftOut', values: { lines: 1, named: 1 } },
    { key: 'csvColumns', values: { line: 62, expected: 2, found: 1 } },
  ])
  expect(await refusal(`time,u\n${good.repeat(60)}oops\n${good.repeat(60)}oops\n`, 'x.csv')).toMatchObject({ key: 'csvColumns', line: 62 })
})

test('at most 20 bad lines are named', async () => {
  const { facts } = await read(`time,u\n${`${'1700000000,a\n'.repeat(150)}oops\n`.repeat(30)}`, 'x.csv')
  expect(facts.warnings.filter(({ key }) => key === 'csvColumns')).toHaveLength(20)
  expect(facts.warnings[0]).toEqual({ key: 'linesLeftOut', values: { lines: 30, named: 20 } })
})

test('a bad quote takes its own line only', async () => {
  const { facts, keys } = await read(`time,u\n${'1700000000,a\n'.repeat(100)}1700000000,"b\n1700000000,c\n1700000000,"d,e"\n`, 'x.csv')
  expect(facts.warnings.at(-1)).toEqual({ key: 'csvQuote', values: { line: 102 } })
  expect(keys('u').slice(-2)).toEqual(['c', 'd,e'])
})

const WEIGHTED: SourceForm = {
  format: 'csv',
  encoding: 'utf-8',
  quoting: true,
  time: { column: 'at', unit: 'epochS' },
  keyColumns: ['k'],
  sizeColumn: null,
  weight: { column: 'n', bucketSeconds: 60 },
}

test('a weighted row becomes records spread evenly over its bucket', async () => {
  const result = await readSource('at,k,n\n0,a,2\n0,b,1\n0,c,0\n', { sourceId: 'w', fileName: 'w.csv', form: WEIGHTED })
  if (result.type !== 'Read') throw new Error(JSON.stringify(result))
  expect([...result.source.offsetMs]).toEqual([0, 15_000, 30_000])
  expect(result.source.keyColumns.get('k')).toEqual({ values: ['a', 'b'], valueIndex: Uint32Array.of(0, 1, 0) })
})

test('a weight that is no number, and a key column that is not there, are refused', async () => {
  const options = { sourceId: 'w', fileName: 'w.csv' }
  expect(await readSource('at,k,n\n0,a,many\n', { ...options, form: WEIGHTED })).toMatchObject({ line: 2, problem: { key: 'numberValue', values: { column: 'n', text: 'many' } } })
  expect(await readSource('at,k,n\n0,a,1\n', { ...options, form: { ...WEIGHTED, keyColumns: ['k+x'] } })).toMatchObject({ line: 1, problem: { key: 'noKeyColumn', values: { column: 'k+x' } } })
})

test('progress is told block by block, and a reading can be cancelled', async () => {
  const text = 'some words of a log line\n'.repeat(200_000)
  const told: number[] = []
  const signal = { aborted: false }
  const options = { sourceId: 'x', fileName: 'x.log', signal }
  await readSource(text, { ...options, onProgress: (done, total) => told.push(done / total) })
  expect(told.length).toBeGreaterThan(3)
  expect(told.at(-1)).toBe(1)
  expect(told).toEqual(told.toSorted((one, other) => one - other))
  const cancelled = await readSource(text, { ...options, onProgress: () => (signal.aborted = true) })
  expect(cancelled).toEqual({ type: 'Cancelled' })
})

test('a file that is too large, or cannot be read, is refused before it is in memory', async () => {
  const options = { sourceId: 'x', fileName: 'x.csv' }
  const large = new Blob([])
  Object.defineProperty(large, 'size', { value: SOURCE_BYTES_MAX + 1 })
  expect(await readSourceFile(large, options)).toMatchObject({ problem: { key: 'tooLarge', values: { megabytes: 201, megabytesMax: 200 } } })
  const gone = new Blob(['a'])
  gone.arrayBuffer = () => Promise.reject(new Error('gone'))
  expect(await readSourceFile(gone, options)).toMatchObject({ problem: { key: 'unreadable', values: { message: 'gone' } } })
  expect(await readSourceFile(new Blob(['u\na\n']), options)).toMatchObject({ type: 'Read' })
})
