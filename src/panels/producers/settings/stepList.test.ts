import { describe, expect, it } from 'vitest'
import { processingFault } from '../../../engine/producers/agent/processing'
import { jsonIn, movedUp, namesIn, newStep, OPTION_NAMES } from './stepList'

describe('steps of the agent', () => {
  it('can be used as they are added', () => {
    for (const name of OPTION_NAMES) {
      expect(newStep(name).optionName).toBe(name)
      expect(processingFault([newStep(name)])).toBeNull()
    }
  })

  it('move up by one, the first one nowhere', () => {
    expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b'])
    expect(movedUp(['a', 'b', 'c'], 0)).toEqual(['a', 'b', 'c'])
    expect(movedUp(['a'], 5)).toEqual(['a'])
  })

  it('take names as people write them, and JSON only where it is any', () => {
    expect(namesIn(' ip,user ,, time,')).toEqual(['ip', 'user', 'time'])
    expect(namesIn(' , ')).toEqual([])
    expect(jsonIn('{"a":1}')).toEqual({ a: 1 })
    expect(jsonIn('null')).toBeNull()
    expect(jsonIn('{a:1}')).toBeUndefined()
  })
})
