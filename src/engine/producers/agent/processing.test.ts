/** What each option makes of a record, to the byte; where the guide and the agent's code differ, as the code does. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processingFault, processRecord } from './processing'
import { AGENT_DEFAULTS, AGENT_RANGES, type AgentProcessing } from './settings'

const NOW_MS = Date.UTC(2026, 10, 23, 4, 5, 6, 78)

function run(record: string, ...options: AgentProcessing[]): string | null {
  expect(processingFault(options)).toBeNull()
  return processRecord(record, options, NOW_MS)
}

function parsed(record: string | null): unknown {
  return record === null ? null : JSON.parse(record)
}

const csv = (over: Partial<Extract<AgentProcessing, { optionName: 'CSVTOJSON' }>> = {}): AgentProcessing => ({ optionName: 'CSVTOJSON', customFieldNames: ['a', 'b', 'c'], delimiter: ',', jsonFormat: 'COMPACT', ...over })
const log = (over: Partial<Extract<AgentProcessing, { optionName: 'LOGTOJSON' }>> = {}): AgentProcessing => ({ optionName: 'LOGTOJSON', logFormat: 'COMMONAPACHELOG', matchPattern: null, customFieldNames: null, jsonFormat: 'COMPACT', ...over })

test('the defaults are within the ranges', () => {
  for (const [name, { min, max }] of Object.entries(AGENT_RANGES)) {
    const value = AGENT_DEFAULTS[name as keyof typeof AGENT_RANGES]
    expect(value >= min && value <= max).toBe(true)
  }
})

test('without options a record is sent as it stands', () => {
  expect(run(' a "b"\r\n')).toBe(' a "b"\r\n')
})

describe('SINGLELINE', () => {
  const stack = 'java.lang.Error: no\n\tat Main.java:1 \n\n  at Main.java:2\r\n\n'
  test.each<{ parseOptions: ('NO_TRIM' | 'ESCAPE_NEW_LINE')[]; expected: string }>([
    { parseOptions: [], expected: 'java.lang.Error: noat Main.java:1at Main.java:2\n' },
    { parseOptions: ['NO_TRIM'], expected: 'java.lang.Error: no\tat Main.java:1   at Main.java:2\r\n' },
    { parseOptions: ['ESCAPE_NEW_LINE'], expected: 'java.lang.Error: no\\\\nat Main.java:1\\\\n\\\\nat Main.java:2\n' },
    { parseOptions: ['NO_TRIM', 'ESCAPE_NEW_LINE'], expected: 'java.lang.Error: no\\\\n\tat Main.java:1 \\\\n\\\\n  at Main.java:2\r\n' },
  ])('$parseOptions', ({ parseOptions, expected }) => {
    expect(run(stack, { optionName: 'SINGLELINE', parseOptions })).toBe(expected)
  })

  test('nothing but line feeds becomes one; a record without one gets one', () => {
    expect(run('\n\n', { optionName: 'SINGLELINE', parseOptions: [] })).toBe('\n')
    expect(run('a', { optionName: 'SINGLELINE', parseOptions: [] })).toBe('a\n')
  })
})

describe('CSVTOJSON', () => {
  test.each([
    ['blanks stay, whatever the guide shows', 'v1, v2,v3\n', '{"a":"v1","b":" v2","c":"v3"}\n'],
    ['missing columns are null', 'v1,v2\n', '{"a":"v1","b":"v2","c":null}\n'],
    ['so are empty ones at the end', 'v1,,\n', '{"a":"v1","b":null,"c":null}\n'],
    ['not those before a filled one', ',,v3\n', '{"a":"","b":"","c":"v3"}\n'],
    ['columns without a name are left out', '1,2,3,4,5\n', '{"a":"1","b":"2","c":"3"}\n'],
    ['an empty line is an empty column', '\n', '{"a":"","b":null,"c":null}\n'],
    ['delimiters alone are no column', ',,\n', '{"a":null,"b":null,"c":null}\n'],
    ['quotes mean nothing', '"x,y",z\n', '{"a":"\\"x","b":"y\\"","c":"z"}\n'],
    ['a carriage return is of the last column', '1,2,3\r\n', '{"a":"1","b":"2","c":"3\\r"}\n'],
    ['a record of several lines', '1,2\n3,4\n', '{"a":"1","b":"2\\n3","c":"4"}\n'],
  ])('%s', (_, record, expected) => {
    expect(run(record, csv())).toBe(expected)
  })

  test.each([
    ['a tab as configurations write it', '\\t', '1\t2\t3\n', ['1', '2', '3']],
    ['a bar alone is a choice of nothing: every character a column', '|', '1|2\n', ['1', '|', '2']],
    ['a quoted bar', '\\|', '1|2|3\n', ['1', '2', '3']],
    ['blanks around', '\\s*;\\s*', '1 ;2;  3\n', ['1', '2', '3']],
    ['a dot is any character, so nothing is left', '.', 'abc\n', [null, null, null]],
    ['no delimiter at all', '', 'xyz\n', ['x', 'y', 'z']],
  ])('the delimiter is a pattern: %s', (_, delimiter, record, values) => {
    expect(Object.values(parsed(run(record, csv({ delimiter }))) as object)).toEqual(values)
  })

  test('a name twice has its first place and its last value', () => {
    expect(run('1,2,3\n', csv({ customFieldNames: ['a', '7', 'a'] }))).toBe('{"a":"3","7":"2"}\n')
  })

  test('PRETTYPRINT', () => {
    expect(run('1,2\n', csv({ jsonFormat: 'PRETTYPRINT' }))).toBe('{\n  "a" : "1",\n  "b" : "2",\n  "c" : null\n}\n')
  })

  test('any cells without delimiters, quotes or ends come back', () => {
    const cell = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes(','))
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell), (cells) => {
        const whole = cells.map((text) => text.replace(/\p{Surrogate}/gu, ''))
        fc.pre(whole.every((text) => text !== ''))
        expect(Object.values(parsed(run(`${whole.join(',')}\n`, csv())) as object)).toEqual(whole)
        expect(Object.values(parsed(run(`${whole.join(',')}\n`, csv({ jsonFormat: 'PRETTYPRINT', delimiter: '[,]' }))) as object)).toEqual(whole)
      }),
    )
  })
})

describe('LOGTOJSON', () => {
  const common = '10.1.2.3 - kim [27/Oct/2000:09:27:09 -0400] "GET /x HTTP/1.0" 200 -'

  test('Common Log Format: a hyphen is null, what stands behind is left out', () => {
    const expected = '{"host":"10.1.2.3","ident":null,"authuser":"kim","datetime":"27/Oct/2000:09:27:09 -0400","request":"GET /x HTTP/1.0","response":"200","bytes":null}\n'
    expect(run(`${common}\n`, log())).toBe(expected)
    expect(run(`${common} "http://r/" "Mozilla"\n`, log())).toBe(expected)
  })

  test.each([
    ['an address of IPv6', common.replace('10.1.2.3', '::1')],
    ['a user with a domain', common.replace('kim', 'kim@example.com')],
    ['a quote in the request', common.replace('/x', '/\\"x\\"')],
    ['no request', common.replace('GET /x HTTP/1.0', '')],
    ['a carriage return at the end', `${common}\r`],
    ['a month of another language', common.replace('Oct', 'Okt')],
    ['no size', common.slice(0, -2)],
    ['something before it', ` ${common}`],
    ['nothing', ''],
  ])('a line with %s is skipped, without a word', (_, line) => {
    expect(run(`${line}\n`, log())).toBeNull()
  })

  test('Combined Log Format', () => {
    expect(parsed(run(`${common} "-" "Mozilla/4.6 [en]" "more"\n`, log({ logFormat: 'COMBINEDAPACHELOG' })))).toMatchObject({ host: '10.1.2.3', referer: null, agent: 'Mozilla/4.6 [en]' })
    expect(run(`${common}\n`, log({ logFormat: 'COMBINEDAPACHELOG' }))).toBeNull()
  })

  test.each([
    ['[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187] No such file: /a', ['Fri Sep 09 10:42:29.902022 2011', 'core', 'error', '35708', '4328636416', '72.15.99.187', 'No such file: /a']],
    ['[Fri Sep 09 10:42:29 2011] [error] [pid 35708] [client www.example.com:12345] -', ['Fri Sep 09 10:42:29 2011', null, 'error', '35708', null, 'www.example.com:12345', null]],
  ])('Apache error log: %s', (line, values) => {
    expect(Object.entries(parsed(run(`${line}\n`, log({ logFormat: 'APACHEERRORLOG' }))) as object)).toEqual(
      ['timestamp', 'module', 'severity', 'processid', 'threadid', 'client', 'message'].map((name, index) => [name, values[index]]),
    )
  })

  test.each([
    ['SYSLOG', 'Mar  2 12:00:08 server2 rcd[308]: Loaded 12 packages (0.01 s) ', ['Mar  2 12:00:08', 'server2', 'rcd', '308', 'Loaded 12 packages (0.01 s) ']],
    ['SYSLOG', 'Mar 12 12:01:02 <4.6> server4 snort: -', ['Mar 12 12:01:02', 'server4', 'snort', null, '-']],
    ['RFC3339SYSLOG', '2026-11-23T04:05:06.789+09:00 host-1 app/web.1[7]: 안녕', ['2026-11-23T04:05:06.789+09:00', 'host-1', 'app/web.1', '7', '안녕']],
    ['RFC3339SYSLOG', '2026-11-23T04:05:06Z h p: ', ['2026-11-23T04:05:06Z', 'h', 'p', null, '']],
  ] as const)('%s: %s', (logFormat, line, values) => {
    expect(Object.entries(parsed(run(`${line}\n`, log({ logFormat }))) as object)).toEqual(['timestamp', 'hostname', 'program', 'processid', 'message'].map((name, index) => [name, values[index]]))
  })

  test('syslog of the one time is none of the other', () => {
    expect(run('2026-11-23T04:05:06Z h p: x\n', log({ logFormat: 'SYSLOG' }))).toBeNull()
    expect(run('Mar 12 12:01:02 h p: x\n', log({ logFormat: 'RFC3339SYSLOG' }))).toBeNull()
  })

  test('other names for the same fields', () => {
    const customFieldNames = ['1', '2', '3', '4', '5', '6', '7']
    expect(run(`${common}\n`, log({ customFieldNames }))).toMatch(/^\{"1":"10\.1\.2\.3","2":null,"3":"kim",/)
  })

  test('a pattern of one’s own is held against the whole line', () => {
    const own = log({ matchPattern: '^(\\S+) .*"(\\w+) ([^ "]+)', customFieldNames: ['host', 'verb', 'path'] })
    expect(run(`${common}\n`, own)).toBeNull()
    const whole = log({ matchPattern: '^(\\S+) .*"(\\w+) ([^ "]+).*', customFieldNames: ['host', 'verb', 'path'] })
    expect(parsed(run(`${common}\n`, whole))).toEqual({ host: '10.1.2.3', verb: 'GET', path: '/x' })
  })

  test('with as many names as groups or not at all: else every record is skipped', () => {
    expect(run('a b\n', log({ matchPattern: '(\\w) (\\w)', customFieldNames: ['one'] }))).toBeNull()
  })

  test('the 500 lines of a real server', () => {
    const lines = readFileSync(new URL('testing/apache-combined-500.txt', import.meta.url), 'utf8').split('\n').filter((line) => line !== '')
    expect(lines.length).toBe(500)
    for (const line of lines) {
      const record = parsed(run(`${line}\n`, log({ logFormat: 'COMBINEDAPACHELOG' }))) as Record<string, string | null>
      const { host, ident, authuser, datetime, request, response, bytes, referer, agent } = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? '-']))
      expect(`${host} ${ident} ${authuser} [${datetime}] "${request}" ${response} ${bytes} "${referer}" "${agent}"`).toBe(line)
    }
  })
})

describe('ADDMETADATA and ADDBRACKETS', () => {
  const metadata = { key: 'value', foo: { list: [1, true, null], none: {}, empty: [] } }

  test('metadata, then the record as a text', () => {
    expect(run('say "hi"\t\n', { optionName: 'ADDMETADATA', metadata, timestamp: false, jsonFormat: 'COMPACT' })).toBe(
      '{"metadata":{"key":"value","foo":{"list":[1,true,null],"none":{},"empty":[]}},"data":"say \\"hi\\"\\t"}\n',
    )
  })

  test('with the time first, in the wide form', () => {
    expect(run('x\n', { optionName: 'ADDMETADATA', metadata, timestamp: true, jsonFormat: 'PRETTYPRINT' })).toBe(
      '{\n  "ts" : "2026-11-23T04:05:06.078Z",\n  "metadata" : {\n    "key" : "value",\n    "foo" : {\n      "list" : [ 1, true, null ],\n      "none" : { },\n      "empty" : [ ]\n    }\n  },\n  "data" : "x"\n}\n',
    )
  })

  test('control characters are escaped in capitals', () => {
    expect(run('\u001b\u0000\u007f\u2028\n', { optionName: 'ADDMETADATA', metadata: null, timestamp: false, jsonFormat: 'COMPACT' })).toBe('{"metadata":null,"data":"\\u001B\\u0000\u007f\u2028"}\n')
  })

  test('brackets go around the line feed', () => {
    expect(run('hello\n', { optionName: 'ADDBRACKETS' })).toBe('{hello\n}')
  })

  test('any text comes back out of the JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parsed(run(`${text}\n`, { optionName: 'ADDMETADATA', metadata: text, timestamp: false, jsonFormat: 'COMPACT' }))).toEqual({ metadata: text, data: text })
      }),
    )
  })
})

test('options are applied in their order; what one skips the next does not see', () => {
  const single: AgentProcessing = { optionName: 'SINGLELINE', parseOptions: [] }
  expect(run('1,\n 2,\n 3\n', single, csv(), { optionName: 'ADDBRACKETS' })).toBe('{{"a":"1","b":"2","c":"3"}\n}')
  expect(run('1,\n 2,\n 3\n', csv(), single)).toBe('{"a":"1","b":"\\n 2","c":"\\n 3"}\n')
  expect(run('no log line\n', log(), { optionName: 'ADDBRACKETS' })).toBeNull()
})

test.each([
  ['no field names', [csv({ customFieldNames: [] })], { index: 0, key: 'customFieldNamesMissing', sign: '' }],
  ['a pattern without field names', [csv(), log({ matchPattern: '(a)' })], { index: 1, key: 'customFieldNamesMissing', sign: '' }],
  ['too few names for the format', [log({ customFieldNames: ['a'] })], { index: 0, key: 'customFieldNamesCount', sign: '7' }],
  ['a broken pattern', [log({ matchPattern: '(a', customFieldNames: ['a'] })], { index: 0, key: 'patternSyntax', sign: '(' }],
  ['a delimiter that we cannot match', [csv({ delimiter: '(?=,)' })], { index: 0, key: 'patternFeature', sign: '(?=' }],
])('%s is a fault', (_, options, fault) => {
  expect(processingFault(options)).toEqual(fault)
})
