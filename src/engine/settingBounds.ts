/** Numbers that can be set only within bounds. Null: nothing is wrong. */
import type { RefusalReason, SettingName } from './refusalReasons'

export interface Bounds {
  min: number
  max: number
}

export const PERCENT: Bounds = { min: 0, max: 100 }
export const PER_THOUSAND: Bounds = { min: 0, max: 1_000 }

export function refuseUnlessWhole(setting: SettingName, value: number, { min, max }: Bounds): RefusalReason | null {
  return Number.isSafeInteger(value) && isWithin(value, { min, max }) ? null : { key: 'notWhole', values: { setting, value, min, max } }
}

/** -1 is AWS's word for no limit. */
export function refuseUnlessWholeOrMinusOne(setting: SettingName, value: number, bounds: Bounds): RefusalReason | null {
  return value === -1 || refuseUnlessWhole(setting, value, bounds) === null ? null : { key: 'notWholeNorMinusOne', values: { setting, value, min: bounds.min, max: bounds.max } }
}

export function refuseUnlessWithin(setting: SettingName, value: number, { min, max }: Bounds): RefusalReason | null {
  return isWithin(value, { min, max }) ? null : { key: 'notWithin', values: { setting, value, min, max } }
}

function isWithin(value: number, { min, max }: Bounds): boolean {
  return value >= min && value <= max
}
