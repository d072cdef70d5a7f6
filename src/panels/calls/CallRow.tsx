/** One call: a line that opens into its input, its answer and what followed, to copy or to send once more. */
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { OPERATIONS } from '../../kinesis/api/operations'
import type { CallTold } from '../../store/actions'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import menu from '../../widgets/menu.module.css'
import { useCopy } from '../console/CopyButton'
import { JsonView } from '../console/JsonView'
import { RefusalText } from '../console/RefusalText'
import { CODE_LANGUAGES, codeFor } from '../console/code/codeCall'
import { openCall } from '../console/consoleStore'
import { draftOf, isObject } from '../console/draft'
import type { JsonObject } from '../console/draft'
import { useEndpoint } from '../console/useEndpoint'
import { EffectLine } from './EffectLine'
import { OutcomeMark } from './OutcomeMark'
import { subjectOf } from './callList'
import styles from './Calls.module.css'

export function CallRow({ call, isSelected, onSelect }: { call: CallTold; isSelected: boolean; onSelect: () => void }) {
  const { t } = useTranslation('calls')
  const isAccepted = call.kind === 'CallAccepted'
  return (
    <li className={styles.call} data-selected={isSelected}>
      <button type="button" className={styles.head} data-call aria-expanded={isSelected} onClick={onSelect}>
        <OutcomeMark isAccepted={isAccepted} />
        <span className={styles.operation}>{call.operation}</span>
        <span className={styles.outcome}>
          <time>{clockText(call.at)}</time>
          <span data-refused={!isAccepted}>{isAccepted ? t('accepted') : call.exception}</span>
          {call.from === 'client' ? <span>{t('byClient')}</span> : null}
          <span>{subjectOf(call)}</span>
        </span>
      </button>
      {isSelected ? <CallDetails call={call} /> : null}
    </li>
  )
}

function CallDetails({ call }: { call: CallTold }) {
  const { t } = useTranslation('calls')
  const input = objectOf(call.input)
  return (
    <div className={styles.details}>
      {call.kind === 'CallRefused' ? <RefusalText exception={call.exception} message={call.message} /> : <EffectLine call={call} withSteps />}
      <CallActs call={call} input={input} />
      <details>
        <summary>{t('input')}</summary>
        <JsonView shapeName={null} answered={{ operation: call.operation, input, output: input }} />
      </details>
      {call.kind === 'CallAccepted' && call.output !== null ? (
        <details>
          <summary>{t('output')}</summary>
          <JsonView shapeName={OPERATIONS[call.operation].output} answered={{ operation: call.operation, input, output: draftOf(call.output) }} />
        </details>
      ) : null}
    </div>
  )
}

function CallActs({ call, input }: { call: CallTold; input: JsonObject }) {
  const { t } = useTranslation('calls')
  const language = useTranslation('console').t
  const setView = useSetView()
  const { goTo } = useActions()
  const { copy, copied } = useCopy()
  const isLive = useWorld((world) => world.live !== null)
  const endpointUrl = useEndpoint()
  return (
    <div className={styles.acts}>
      <button
        type="button"
        className={`${controls.button} ${controls.small}`}
        onClick={() => {
          openCall(call.operation, input)
          setView({ leftPanel: 'console' })
        }}
      >
        {t('openInConsole')}
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={`${controls.button} ${controls.small}`}>{copied ? language('copied') : t('copyAs')}</DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="start" collisionPadding={8}>
            {CODE_LANGUAGES.map((name) => (
              <DropdownMenu.Item key={name} className={menu.item} onSelect={() => void copy(codeFor(name, { operation: call.operation, input, endpointUrl }))}>
                {language(`languages.${name}`)}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {isLive ? null : (
        <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => goTo(call.at)}>
          {t('goTo')}
        </button>
      )}
    </div>
  )
}

function objectOf(value: unknown): JsonObject {
  const draft = draftOf(value)
  return isObject(draft) ? draft : {}
}
