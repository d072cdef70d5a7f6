/**
 * Windows in event time over counts by key. Flink keeps one count for each window that a record is in; here it has one in
 * its pane, and a window adds up its panes when it fires. The results are the same.
 */
import { share } from '../../../base/plainData'
import type { EpochMs } from '../../../base/units'
import { STATE_KEYS_MAX } from './constants'
import { addCount, copyCountTable, createCountTable, forEachCount, type CountTable } from './countTable'
import type { FlinkApplication, Pane, Windows } from './model'
import type { FlinkReaderSettings } from './settings'

type WindowSetting = FlinkReaderSettings['window']

/** How far apart windows begin, which is as long as a pane is. */
export function slideOf(window: WindowSetting): number {
  return window.kind === 'tumbling' ? window.sizeMs : window.slideMs
}

/** Where the last window ends that holds this instant. */
export function lastEndOf(window: WindowSetting, eventMs: EpochMs): EpochMs {
  const slideMs = slideOf(window)
  return Math.floor(eventMs / slideMs) * slideMs + window.sizeMs
}

/** Windows that end until then take no record any more. */
export function closedToMs({ watermarkMs, windows: { firedToMs } }: FlinkApplication): EpochMs {
  return watermarkMs === null ? firedToMs : Math.max(firedToMs, watermarkMs + 1)
}

/** @returns the pane of an instant, made where there is none. */
export function paneAt({ panes }: Windows, window: WindowSetting, eventMs: EpochMs): Pane {
  const slideMs = slideOf(window)
  const startMs = Math.floor(eventMs / slideMs) * slideMs
  let at = panes.length
  while (at > 0 && panes[at - 1].startMs >= startMs) at--
  if (at < panes.length && panes[at].startMs === startMs) return panes[at]
  const pane: Pane = { startMs, records: 0, table: createCountTable() }
  panes.splice(at, 0, pane)
  return pane
}

export function countIn(pane: Pane, keyId: number): void {
  addCount(pane.table, keyId, 1)
  pane.records++
}

/** Counts kept: a key has one in each pane. */
export function keysHeld({ panes }: Windows): number {
  return panes.reduce((sum, { table }) => sum + table.used, 0)
}

export function isStateFull(windows: Windows): boolean {
  return keysHeld(windows) >= STATE_KEYS_MAX
}

/** @returns where the first window ends that holds something and has not fired; null: none does. */
export function nextEnd({ panes, firedToMs }: Windows, window: WindowSetting): EpochMs | null {
  const { sizeMs } = window
  const slideMs = slideOf(window)
  let soonest: EpochMs | null = null
  for (const { startMs } of panes) {
    const firstStart = (Math.floor((Math.max(startMs, firedToMs) - sizeMs) / slideMs) + 1) * slideMs
    if (firstStart <= startMs && (soonest === null || firstStart + sizeMs < soonest)) soonest = firstStart + sizeMs
  }
  return soonest
}

/** What a window holds by now. */
export function sumOf({ panes }: Windows, window: WindowSetting, endMs: EpochMs): { table: CountTable; records: number } {
  const within = panes.filter(({ startMs }) => startMs >= endMs - window.sizeMs && startMs < endMs)
  if (within.length === 1) return within[0]
  const table = createCountTable()
  let records = 0
  for (const pane of within) {
    forEachCount(pane.table, (keyId, count) => {
      addCount(table, keyId, count)
    })
    records += pane.records
  }
  return { table, records }
}

/** The window has fired: panes that are in no later one are gone. */
export function purge(windows: Windows, window: WindowSetting, endMs: EpochMs): void {
  windows.firedToMs = endMs
  windows.panes = windows.panes.filter(({ startMs }) => lastEndOf(window, startMs) > endMs)
}

/** @returns what a checkpoint keeps: it never changes. */
export function copyOf({ panes, firedToMs }: Windows): Windows {
  return { panes: panes.map(({ startMs, records, table }) => share({ startMs, records, table: copyCountTable(table) })), firedToMs }
}

/** @returns what a job goes on with. */
export function thaw({ panes, firedToMs }: Windows): Windows {
  return { panes: panes.map(({ startMs, records, table }) => ({ startMs, records, table: copyCountTable(table) })), firedToMs }
}
