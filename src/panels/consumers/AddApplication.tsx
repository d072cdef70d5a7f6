/** The menu of the kinds of applications, each with what it is; the chosen one asks for a name, and begins to read. */
import { DropdownMenu } from 'radix-ui'
import { useEffect, useId, useRef, useState } from 'react'
import type { SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { MS_PER_SECOND } from '../../base/units'
import { useActions, useWorldNow } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'
import { Icon } from '../../widgets/Icon'
import menu from '../../widgets/menu.module.css'
import sheet from '../sheet/Sheet.module.css'
import { Segments } from '../settings/Segments'
import { APPLICATION_WAYS, freeName, nameProblemOf, newApplicationAt, startsOf, usualStart } from './newApplication'
import type { ApplicationWay, Start } from './newApplication'
import { NumberSetting } from './settings/keyedSettings'
import styles from './Consumers.module.css'

export function AddApplication({ taken }: { taken: readonly string[] }) {
  const { t } = useTranslation('consumers')
  const [way, setWay] = useState<ApplicationWay | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const isChosen = useRef(false)
  const close = () => {
    setWay(null)
    button.current?.focus()
  }
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button ref={button} type="button" className={`${controls.button} ${controls.strong} ${sheet.add}`}>
            {t('add.title')} <Icon name="down" />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className={`${menu.menu} ${styles.ways}`}
            align="start"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              // The name takes the focus.
              if (isChosen.current) event.preventDefault()
              isChosen.current = false
            }}
          >
            {APPLICATION_WAYS.map((name) => (
              <DropdownMenu.Item
                key={name}
                className={`${menu.item} ${styles.way}`}
                onSelect={() => {
                  isChosen.current = true
                  setWay(name)
                }}
              >
                <strong>{t(`way.${name}.name`)}</strong>
                {name === 'connector' ? <em className={styles.deprecated}>{t('deprecated')}</em> : null}
                <small>{t(`way.${name}.what`)}</small>
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {way === null ? null : <NameForm key={way} way={way} taken={taken} onClose={close} />}
    </>
  )
}

function NameForm({ way, taken, onClose }: { way: ApplicationWay; taken: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('consumers')
  const { submit } = useActions()
  const [name, setName] = useState(() => freeName(way, taken))
  const [start, setStart] = useState(() => usualStart(way))
  const [timestampSeconds, setTimestampSeconds] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const problem = nameProblemOf(name, taken)
  useEffect(() => field.current?.select(), [])
  const add = (event: SyntheticEvent) => {
    event.preventDefault()
    if (problem !== null) return
    submit({ type: 'AddApplication', settings: newApplicationAt(way, name, { start, timestampSeconds }) })
    onClose()
  }
  return (
    <form className={styles.nameForm} aria-label={t('add.form', { way: t(`way.${way}.name`) })} onSubmit={add} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <label htmlFor={id}>{t('add.name', { way: t(`way.${way}.name`) })}</label>
      <input
        ref={field}
        id={id}
        className={`${controls.text} ${sheet.code}`}
        value={name}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-help`}
        onChange={(event) => setName(event.target.value)}
      />
      <p className={sheet.hint} id={`${id}-help`} role="status" data-fault={problem !== null}>
        {problem === null ? t(`add.nameMeans.${way}`) : t(`add.problem.${problem}`)}
      </p>
      <StartChoice way={way} start={start} timestampSeconds={timestampSeconds} onStart={setStart} onTimestamp={setTimestampSeconds} />
      <div className={sheet.acts}>
        <button type="submit" className={`${controls.button} ${controls.small} ${controls.strong}`} disabled={problem !== null}>
          {t('add.add')}
        </button>
        <button type="button" className={`${controls.button} ${controls.small}`} onClick={onClose}>
          {t('add.cancel')}
        </button>
      </div>
    </form>
  )
}

interface StartChoiceProps {
  way: ApplicationWay
  start: Start
  timestampSeconds: number
  onStart: (start: Start) => void
  onTimestamp: (seconds: number) => void
}

function StartChoice({ way, start, timestampSeconds, onStart, onTimestamp }: StartChoiceProps) {
  const { t } = useTranslation('consumers')
  const worldNow = useWorldNow()
  const [nowSeconds] = useState(() => Math.floor(worldNow().atMs / MS_PER_SECOND))
  if (way === 'firehose') return <p className={sheet.hint}>{t('add.startFixed')}</p>
  return (
    <>
      <span>{t(way === 'lambda' ? 'setting.startingPosition.name' : 'add.start')}</span>
      <Segments label={t('add.start')} names={startsOf(way)} chosen={start} say={(name) => name} onChoose={onStart} />
      <p className={sheet.hint}>{t(`add.startMeans.${start}`)}</p>
      {start === 'AT_TIMESTAMP' ? (
        <NumberSetting isJudged setting="startingPositionTimestamp" value={timestampSeconds} usual={0} scale={{ min: 0, max: Math.max(1, nowSeconds), step: 1, kind: 'linear' }} unit="seconds" onCommit={onTimestamp} />
      ) : null}
    </>
  )
}
