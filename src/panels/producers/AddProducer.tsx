/** The menu of the six kinds of producers, each with what it is; the chosen one begins to put at once. */
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerKindName } from '../../engine/producers/settings'
import { useActions, useWorld } from '../../store/hooks'
import { Icon } from '../../widgets/Icon'
import controls from '../../widgets/controls.module.css'
import menu from '../../widgets/menu.module.css'
import { replayOf } from '../controls/dataSets'
import { useSource } from '../controls/useSource'
import sheet from '../sheet/Sheet.module.css'
import { LOG_SOURCE_ID, newProducer, PRODUCER_KINDS, readsLogs } from './newProducer'
import { ProducerGlyph } from './ProducerGlyph'
import styles from './List.module.css'

export function AddProducer() {
  const { t } = useTranslation('producers')
  const { submit } = useActions()
  const readSource = useSource()
  // A service has no files.
  const isLive = useWorld((world) => world.live !== null)
  const [isReading, setIsReading] = useState(false)
  const add = async (kind: ProducerKindName) => {
    if (!readsLogs(kind)) return submit({ type: 'AddProducer', producer: newProducer(kind, null) })
    setIsReading(true)
    const facts = await readSource(LOG_SOURCE_ID)
    setIsReading(false)
    if (facts !== null) submit({ type: 'AddProducer', producer: newProducer(kind, replayOf(facts)) })
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className={`${controls.button} ${controls.strong} ${sheet.add}`} disabled={isReading}>
          {t(isReading ? 'add.reading' : 'add.title')} <Icon name="down" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={`${menu.menu} ${styles.kinds}`} align="start" sideOffset={4} collisionPadding={8}>
          {PRODUCER_KINDS.map((kind) => (
            <DropdownMenu.Item key={kind} className={`${menu.item} ${styles.kind}`} disabled={isLive && readsLogs(kind)} onSelect={() => void add(kind)}>
              <ProducerGlyph kind={kind} />
              <span>
                <strong>{t(`kind.${kind}.name`)}</strong>
                <small>{isLive && readsLogs(kind) ? t('add.noFiles') : t(`kind.${kind}.what`)}</small>
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
