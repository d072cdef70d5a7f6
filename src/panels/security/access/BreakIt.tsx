/** Takes the chosen caller's access away in one click, and gives it back; the trail tells what happened. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CallerName } from '../../../engine/door/callerName'
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
    const whose = oneOf(clientsToBreak(identities, caller))
    if (whose === undefined) return
    // Whoever is looked at stays so: the refused one would tell who it is.
    securityStore.setState({ caller, quiz: whose.caller })
    breakIt(whose, oneOf(breaksOf(whose.caller)) ?? 'noTls')
  }
  const undone = Object.keys(undo) as CallerName[]
  return (
    <div className={sheet.body}>
      <h3>{t('break.title', { caller: nameOf(caller) })}</h3>
      <div className={sheet.acts} role="group" aria-label={t('break.title', { caller: nameOf(caller) })}>
        {breaksOf(caller).map((name) => (
          <button key={name} type="button" className={`${controls.button} ${controls.small}`} title={t(`break.help.${name}`)} onClick={() => {
              securityStore.setState({ caller, quiz: null })
              breakIt(identity, name)
            }}
          >
            {t(`break.${name}`)}
          </button>
        ))}
        <button type="button" className={`${controls.button} ${controls.small}`} title={t('break.help.something')} onClick={breakSomething}>
          {t('break.something')}
        </button>
      </div>
      {undone.length === 0 ? null : <Broken identities={identities} undone={undone} />}
    </div>
  )
}

function Broken({ identities, undone }: { identities: readonly IdentityView[]; undone: readonly CallerName[] }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const nameOf = useCallerName()
  const undo = useStore(securityStore, (state) => state.undo)
  const quiz = useStore(securityStore, (state) => state.quiz)
  const button = `${controls.button} ${controls.small}`
  const mend = () => {
    securityStore.setState({ quiz: null })
    for (const each of undone) {
      submit({ type: 'SetIdentity', caller: each, identity: undo[each] ?? null })
      setUndo(each, undefined)
      setDraft(each, null)
    }
  }
  return (
    <div className={sheet.remark} role="status">
      <p>{quiz === null ? t('break.known', { callers: undone.map(nameOf).join(', ') }) : t('break.done')}</p>
      <div className={sheet.acts}>
        <button type="button" className={button} onClick={() => searchTrail({ errorsOnly: true })}>
          {t('break.findOut')}
        </button>
        {quiz === null || !identities.some(({ caller }) => caller === quiz) ? null : (
          <button type="button" className={button} onClick={() => securityStore.setState({ caller: quiz, quiz: null })}>
            {t('break.show')}
          </button>
        )}
        <button type="button" className={button} onClick={mend}>
          {t('break.undo')}
        </button>
      </div>
    </div>
  )
}

/** Those that make calls; not who is looked at, where there are others. */
function clientsToBreak(identities: readonly IdentityView[], shown: CallerName): readonly IdentityView[] {
  const clients = identities.filter(({ caller }) => caller !== 'you')
  const others = clients.filter(({ caller }) => caller !== shown)
  return others.length > 0 ? others : clients.length > 0 ? clients : identities
}

/** Which one does not matter to the run: what is chosen is in its log. */
function oneOf<T>(all: readonly T[]): T | undefined {
  return all[Math.floor(Math.random() * all.length)]
}
