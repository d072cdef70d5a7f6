/**
 * What the console remembers while it is closed: one draft an operation, how it is looked at, the last answer. One for
 * the page, loaded with the console; the Calls panel opens calls in it.
 */
import { createStore } from 'zustand/vanilla'
import type { OperationName } from '../../kinesis/api/types'
import type { CodeLanguage } from './code/codeCall'
import type { Json, JsonObject, Path } from './draft'
import { isObject, withValue } from './draft'
import type { JsonProblem } from './jsonText'
import { readJson } from './jsonText'
import type { SentCall } from './sentCall'
import type { Subscription } from './subscriptionLog'

export type ConsoleView = 'form' | 'json' | 'code'

export interface ConsoleState {
  operation: OperationName
  /** Untouched operations have none: theirs follows the screen. */
  drafts: Partial<Record<OperationName, JsonObject>>
  view: ConsoleView
  /** As typed, while it says what the draft is or cannot be read; null = print the draft. */
  jsonText: string | null
  jsonProblem: JsonProblem | null
  language: CodeLanguage
  endpointUrl: string
  sent: SentCall | null
  isSending: boolean
  /** The last one opened here; it goes on beside other calls. */
  subscription: Subscription | null
}

export const consoleStore = createStore<ConsoleState>(() => ({
  operation: 'PutRecord',
  drafts: {},
  view: 'form',
  jsonText: null,
  jsonProblem: null,
  language: 'cli',
  endpointUrl: '',
  sent: null,
  isSending: false,
  subscription: null,
}))

/** Text that cannot be read stops only the view that shows it: the others show, and send, the draft. */
export function canSend({ isSending, jsonProblem, view }: Pick<ConsoleState, 'isSending' | 'jsonProblem' | 'view'>): boolean {
  return !isSending && (jsonProblem === null || view !== 'json')
}

export function chooseOperation(operation: OperationName): void {
  consoleStore.setState({ operation, jsonText: null, jsonProblem: null })
}

export function setDraft(operation: OperationName, draft: JsonObject | null): void {
  consoleStore.setState(({ drafts }) => {
    const { [operation]: _, ...others } = drafts
    return { drafts: draft === null ? others : { ...others, [operation]: draft }, jsonText: null, jsonProblem: null }
  })
}

/** @param base what the form shows: an untouched draft begins there. */
export function changeDraft(operation: OperationName, base: JsonObject, path: Path, value: Json | undefined): void {
  const draft = withValue(consoleStore.getState().drafts[operation] ?? base, path, value)
  if (isObject(draft)) setDraft(operation, draft)
}

/** Text that cannot be read leaves the draft, and with it the form, as it was. */
export function typeJson(operation: OperationName, text: string): void {
  const read = readJson(text)
  if (read.ok && isObject(read.value)) {
    setDraft(operation, read.value)
    consoleStore.setState({ jsonText: text })
  } else consoleStore.setState({ jsonText: text, jsonProblem: read.ok ? null : read.problem })
}

/** Fills a call in from elsewhere: a call that was made, or a value of an answer. */
export function openCall(operation: OperationName, draft: JsonObject): void {
  setDraft(operation, draft)
  consoleStore.setState(({ view }) => ({ operation, view: view === 'code' ? 'form' : view }))
}
