/** What the page tells the person once, beside what they do: said in their language by the notices panel. */
import type { WorldStore } from './worldStore'

export type NoticeText =
  | { key: 'engineRestored'; atMs: number }
  | { key: 'commandLost'; operation: string }
  | { key: 'urlValue'; name: string; value: string }
  | { key: 'recordingCopied' }
  | { key: 'copyRefused' }
  | { key: 'dataSetUnavailable'; name: string }

export interface Notice {
  noticeId: number
  text: NoticeText
}

/** Older notices make room for newer ones. */
export const NOTICES_MAX = 4

export function addNotice(world: WorldStore, text: NoticeText): void {
  world.setState(({ notices }) => {
    const noticeId = (notices.at(-1)?.noticeId ?? 0) + 1
    return { notices: [...notices.slice(1 - NOTICES_MAX), { noticeId, text }] }
  })
}

export function dismissNotice(world: WorldStore, noticeId: number): void {
  world.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.noticeId !== noticeId) }))
}
