/** Compares what the voices said of a case with AWS's evidence and with each other, and names what is left unexplained. */
import type { Case, Evidence } from './case'
import { type Fault, showsIn } from './fault'
import { differences, type Outcome } from './outcome'
import type { VoiceName } from './voices'

/** Every refusal of a client's call is a 400. Source: API Reference, Common Errors; DescribeStream and the rest name it for each exception. */
function expectedOf({ refuses, answers }: Evidence) {
  return refuses === undefined ? { answers } : { ...refuses, status: 400 }
}

/** Paths at which a voice is not what AWS was seen to answer. */
export function againstAws(evidence: Evidence, said: Outcome): string[] {
  return differences(expectedOf(evidence), said, true)
}

/** An answer's own paths, without the wrapping; `refused` when only one of the two was refused. */
export function apart(ours: Outcome, theirs: Outcome): string[] {
  if ('answers' in ours !== 'answers' in theirs) return ['refused']
  if ('answers' in ours && 'answers' in theirs) return differences(ours.answers, theirs.answers)
  return differences(ours, theirs)
}

/** What is wrong with the comparison of ours and an emulator: differences without a reason, and reasons without a difference. */
export function unexplained(asked: Case, faults: readonly Fault[], voice: VoiceName, ours: Outcome, theirs: Outcome): string[] {
  const reasons = faults.filter((fault) => fault.voice === voice && showsIn(fault, asked))
  const paths = apart(ours, theirs)
  const left = paths.filter((path) => !reasons.some(({ at }) => at.test(path)))
  const idle = reasons.filter(({ at }) => !paths.some((path) => at.test(path)))
  return [...left.map((path) => `no reason is given for ${path}`), ...idle.map(({ because }) => `no longer so: ${because}`)]
}
