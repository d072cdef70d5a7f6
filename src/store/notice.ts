/** What the page tells the person once, beside what they do; the notices panel says it in their language. */

export type NoticeText =
  | { key: 'engineRestored'; atMs: number }
  | { key: 'commandLost'; operation: string }
  | { key: 'urlValue'; name: string; value: string }
  | { key: 'recordingCopied' }
  | { key: 'copyRefused' }
  | { key: 'dataSetUnavailable'; name: string }
  | { key: 'scenarioUnavailable'; name: string }
  | { key: 'actUncertain'; operation: string }
  | { key: 'actNotSent'; operation: string }
  | { key: 'notWhileConnected' }
  | { key: 'promiseBroken'; application: string; atMs: number }

export interface Notice {
  noticeId: number
  text: NoticeText
}
