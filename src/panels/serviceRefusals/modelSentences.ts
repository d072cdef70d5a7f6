/** What is said where a value breaks a rule of the API's model: of several failures the first is explained, and the others counted. */
import { sentence, type Quoted, type Sentence } from './sentence'

const HEAD = "^(?<failures>\\d+) validation errors? detected: Value (?:'(?<value>[^]*?)'|null) at '(?<path>[\\w.]+)' failed to satisfy constraint: "
const END = '(?:; Value |$)'

/** The service writes `targetShardCount` for what the API calls TargetShardCount. */
function parameter({ path = '' }: Quoted): Quoted {
  return { parameter: String(path).replace(/(^|\.)(?!member\b)[a-z]/g, (start) => start.toUpperCase()) }
}

const broken = (constraint: string, means: 'required' | 'whole' | 'atLeast' | 'atMost' | 'longEnough' | 'tooLong' | 'choice' | 'pattern' | 'parts'): Sentence =>
  sentence('ValidationException', new RegExp(HEAD + constraint + END), means, means, parameter)

export const MODEL_SENTENCES: readonly Sentence[] = [
  broken('Member must not be null', 'required'),
  broken('Member must be a whole number', 'whole'),
  broken('Member must have value greater than or equal to (?<min>\\d+)', 'atLeast'),
  broken('Member must have value less than or equal to (?<max>\\d+)', 'atMost'),
  broken('Member must have length greater than or equal to (?<min>\\d+)', 'longEnough'),
  broken('Member must have length less than or equal to (?<max>\\d+)', 'tooLong'),
  broken('Member must satisfy enum value set: \\[(?<choices>[^\\]]*)\\]', 'choice'),
  broken('Member must satisfy regular expression pattern: (?<pattern>[^]+?)', 'pattern'),
  broken('(?:Member|Map keys|Map value) must satisfy constraint: \\[[^]+\\]', 'parts'),
]
