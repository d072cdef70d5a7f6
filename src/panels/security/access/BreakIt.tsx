/** Takes the chosen caller's access away in one click, and gives it back; the trail tells what happened. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { IdentityView } from '../../../engine/door/guardsView'
import { useActions } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../sheet/Sheet.module.css'
import { searchTrail, securityStore, setDraft, setUndo } from '../securityStore'
import { useCallerName } from '../useGuards'
import { broken, breaksOf, type BreakName } from './breaks'
import { settingsOf, undoOf } from './identityOf'

export function BreakIt({ identities, identity, streamArn }: { identities: readonly IdentityView[]; identity: IdentityView; streamArn: string }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const nameOf = useCallerName()
  const undo = useStore(securityStore, (state) => state.undo)
  const { caller } = identity
  const breakIt = (whose: IdentityView, name: BreakName) => {
    if (!(whose.caller in undo)) setUndo(whose.caller, undoOf(whose))
    setDraft(whose.caller, null)
    submit({ type: 'SetIdentity', caller: whose.caller, identity: broken(name, { caller: whose.caller, identity: settingsOf(whose), streamArn }) })
  }
  const breakSomething = () => {
    const others = identities.filter((each) => each.caller !== 'you')
    const whose = oneOf(others.length === 0 ? identities : others)
    if (whose !== undefined) breakIt(whose, oneOf(breaksOf(whose.caller)) ?? 'noTls')
  }
  const undone = Object.keys(undo) as (keyof typeof undo)[]
  return (
    <div className={sheet.body}>
      <h3>{t('break.title', { caller: nameOf(caller) })}</h3>
      <div className={sheet.acts} role="group" aria-label={t('break.title', { caller: nameOf(caller) })}>
        {breaksOf(caller).map((name) => (
          <button key={name} type="button" className={`${controls.button} ${controls.small}`} title={t(`break.help.${name}`)} onClick={() => breakIt(identity, name)}>
            {t(`break.${name}`)}
          </button>
        ))}
        <button type="button" className={`${controls.button} ${controls.small}`} title={t('break.help.something')} onClick={breakSomething}>
          {t('break.something')}
        </button>
      </div>
      {undone.length === 0 ? null : (
        <div className={sheet.remark} role="status">
          <p>{t('break.done')}</p>
          <div className={sheet.acts}>
            <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => searchTrail({ errorsOnly: true })}>
              {t('break.findOut')}
            </button>
            <button
              type="button"
              className={`${controls.button} ${controls.small}`}
              onClick={() => {
                for (const each of undone) {
                  submit({ type: 'SetIdentity', caller: each, identity: undo[each] ?? null })
                  setUndo(each, undefined)
                  setDraft(each, null)
                }
              }}
            >
              {t('break.undo')}
            </button>
          </div>
        </div>
      )}
    </div>
  )
}

/** Which one does not matter to the run: what is chosen is in its log. */
function oneOf<T>(all: readonly T[]): T | undefined {
  return all[Math.floor(Math.random() * all.length)]
}
