/** Adds notices to the page, and takes them away once they were read. */
import type { NoticeText } from './notice'
import type { WorldStore } from './worldStore'

/** Older notices make room for newer ones. */
export const NOTICES_MAX = 4

export function addNotice(world: WorldStore, text: NoticeText): void {
  world.setState(({ notices }) => {
    const noticeId = (notices.at(-1)?.noticeId ?? 0) + 1
    // Another value of an address is other news; of anything else only the newest counts.
    const others = text.key === 'urlValue' ? notices : notices.filter((notice) => notice.text.key !== text.key)
    return { notices: [...others.slice(1 - NOTICES_MAX), { noticeId, text }] }
  })
}

export function dismissNotice(world: WorldStore, noticeId: number): void {
  world.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.noticeId !== noticeId) }))
}
