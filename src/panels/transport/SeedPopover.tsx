/** Restarts the run with a seed that is typed, or with a new one. */
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import { parseTyped } from '../../widgets/sliderScale'
import controls from '../../widgets/controls.module.css'
import { TransportPopover } from './TransportPopover'
import type { TransportPopoverProps } from './TransportPopover'
import styles from './Transport.module.css'

const SEED_COUNT = 1_000_000

export function SeedPopover(props: Pick<TransportPopoverProps, 'buttonRef' | 'onClose'>) {
  const { t } = useTranslation()
  const seed = useWorld((world) => world.recording?.scenario.seed ?? 0)
  const { restart } = useActions()
  const [typed, setTyped] = useState<string | null>(null)
  const wanted = parseTyped(typed ?? String(seed))
  const isLegal = wanted !== null && Number.isSafeInteger(wanted) && wanted >= 0
  return (
    <TransportPopover {...props} label={t('seedMenu')}>
      <p className={styles.hint}>{t('seedHint')}</p>
      <form
        className={styles.seed}
        onSubmit={(event) => {
          event.preventDefault()
          if (isLegal) restart(wanted)
        }}
      >
        <input
          className={controls.text}
          aria-label={t('seed')}
          inputMode="numeric"
          value={typed ?? String(seed)}
          aria-invalid={!isLegal}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className={controls.button} disabled={!isLegal}>
          {t('seedRestart')}
        </button>
      </form>
      <Popover.Close className={controls.button} onClick={() => restart(Math.floor(Math.random() * SEED_COUNT))}>
        {t('seedNew')}
      </Popover.Close>
    </TransportPopover>
  )
}
