import { describe, expect, it } from 'vitest'
import type { CallerName } from '../../engine/door/callerName'
import type { IdentityView } from '../../engine/door/guardsView'
import { chosenIdentity } from './chosenCaller'

function identity(caller: CallerName, deniedAtMs: number | null): IdentityView {
  const lastDenial = deniedAtMs === null ? null : { atMs: deniedAtMs, operation: 'PutRecords' as const, exception: 'AccessDeniedException' as const, message: '', decidedBy: null }
  return { caller, arn: '', principalArn: '', accountId: '', path: 'public', askedPath: 'public', sourceIp: '', policies: [], isDefault: true, callsAllowed: 0, callsDenied: 0, lastDenial }
}

const NOBODY = { caller: null, refused: null }

describe('who is looked at', () => {
  it.each<[string, IdentityView[], { caller: CallerName | null; refused: CallerName | null }, CallerName]>([
    ['a producer, while nobody was refused', [identity('you', null), identity('application/a', null), identity('producer/p', null)], NOBODY, 'producer/p'],
    ['an application, where there is no producer', [identity('you', null), identity('application/a', null)], NOBODY, 'application/a'],
    ['a person, where there is nobody else', [identity('you', null)], NOBODY, 'you'],
    ['who was refused last', [identity('you', 5), identity('producer/p', 7), identity('application/a', 6)], NOBODY, 'producer/p'],
    ['whom somebody chose, whoever was refused', [identity('you', null), identity('producer/p', 7)], { caller: 'you', refused: 'producer/p' }, 'you'],
    ['who was shown as refused, also when another one is later', [identity('producer/p', 7), identity('application/a', 9)], { caller: null, refused: 'producer/p' }, 'producer/p'],
    ['somebody else, where time was turned back to before that refusal', [identity('producer/p', null), identity('application/a', 3)], { caller: null, refused: 'producer/p' }, 'application/a'],
    ['somebody else, where the chosen one is no more', [identity('producer/p', null)], { caller: 'application/gone', refused: null }, 'producer/p'],
  ])('is %s', (_, identities, chosen, expected) => expect(chosenIdentity(identities, chosen)?.caller).toBe(expected))

  it('is nobody where there is nobody', () => expect(chosenIdentity([], NOBODY)).toBeUndefined())
})
