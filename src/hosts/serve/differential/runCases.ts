/** Asks every voice every case, in the file's own three services, and makes a test of each. */
import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest'
import { ask, prepare } from './ask'
import { type Case, type Step, stream } from './case'
import { ONE, THREE } from './cases/bases'
import { FAULTS } from './faults'
import { againstAws, unexplained } from './judge'
import { canAnswer } from './sides'
import { type Pace, startKinesalite, startKinesisLocal, startOurs, type Voice } from './voices'

/** So short that nobody waits. */
const AT_ONCE: Pace = { createMs: 5, updateMs: 5, deleteMs: 5 }
const FIXTURES = [...stream(THREE, 3), ...stream(ONE)]
/** For a machine that is shared with much else; a case takes some ten milliseconds. */
const CASE_MS_MAX = 60_000

interface Ways {
  fixtures?: readonly Step[]
  /** Keeps the emulators in a state that they would pass through; our clock stands still by itself. */
  pace?: Pace
  /** For cases in which an emulator lets everyone wait, and ours does not depend on the instant. */
  concurrent?: boolean
  /** Ours is asked over HTTP/1.1 instead of HTTP/2. */
  http1?: boolean
}

export function runCases(subject: string, cases: readonly Case[], { fixtures = FIXTURES, pace = AT_ONCE, concurrent = false, http1 = false }: Ways = {}) {
  describe(subject, () => {
    const voices: Voice[] = []

    beforeAll(async () => {
      voices.push(...(await Promise.all([startOurs(http1), startKinesisLocal(pace), startKinesalite(pace)])))
      await Promise.all(voices.map((voice) => prepare(voice, fixtures)))
    }, CASE_MS_MAX)
    afterAll(async () => {
      await Promise.all(voices.map((voice) => voice.end()))
    })

    for (const asked of cases) {
      it(asked.name, { timeout: CASE_MS_MAX, concurrent }, async () => {
        const asking = voices.filter(({ name }) => canAnswer(name, asked))
        const said = new Map(await Promise.all(asking.map(async (voice) => [voice.name, await ask(voice, asked)] as const)))
        const ours = said.get('ours')
        assert(ours !== undefined)
        if (asked.aws !== undefined) expect(againstAws(asked.aws, ours), `AWS: ${asked.aws.source}\nours: ${JSON.stringify(ours)}\n`).toEqual([])
        for (const [voice, theirs] of said) {
          if (voice !== 'ours') expect(unexplained(asked, FAULTS, voice, ours, theirs), `ours: ${JSON.stringify(ours)}\n${voice}: ${JSON.stringify(theirs)}\n`).toEqual([])
        }
      })
    }
  })
}
