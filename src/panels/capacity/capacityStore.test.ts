import { describe, expect, it } from 'vitest'
import { scenarios } from '../../scenarios/scenarios'
import { CAPACITY_VIEWS, viewIn } from './capacityStore'

describe('the part of the tab that opens', () => {
  it('is what a story is about until somebody chooses another one in it', () => {
    expect(viewIn({ view: 'retention', scenarioId: null }, 'steady-bill')).toBe('cost')
    expect(viewIn({ view: 'alarms', scenarioId: 'steady-bill' }, 'steady-bill')).toBe('alarms')
    expect(viewIn({ view: 'alarms', scenarioId: 'steady-bill' }, 'hidden-burst')).toBe('cloudWatch')
    expect(viewIn({ view: 'alarms', scenarioId: 'steady-bill' }, 'default')).toBe('alarms')
  })

  it('is one of those that there are, in every story', () => {
    for (const { id } of scenarios) expect(CAPACITY_VIEWS).toContain(viewIn({ view: 'retention', scenarioId: null }, id))
  })
})
