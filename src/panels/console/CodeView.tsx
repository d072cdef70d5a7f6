/** The same call for a shell or a program, to copy. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { OperationName } from '../../kinesis/api/types'
import controls from '../../widgets/controls.module.css'
import { CopyButton } from './CopyButton'
import { Segments } from './Segments'
import { CODE_LANGUAGES, codeFor } from './code/codeCall'
import { consoleStore } from './consoleStore'
import type { JsonObject } from './draft'
import { useEndpoint } from './useEndpoint'
import sheet from './Console.module.css'
import styles from './Text.module.css'

const EXAMPLE_ENDPOINT = 'http://127.0.0.1:4567'

export function CodeView({ operation, draft }: { operation: OperationName; draft: JsonObject }) {
  const { t } = useTranslation('console')
  const { language, endpointUrl } = useStore(consoleStore)
  const endpoint = useEndpoint()
  const text = codeFor(language, { operation, input: draft, endpointUrl: endpoint })
  return (
    <div className={styles.code}>
      <div className={sheet.views}>
        <Segments label={t('language')} names={CODE_LANGUAGES} chosen={language} say={(name) => t(`languages.${name}`)} onChoose={(name) => consoleStore.setState({ language: name })} />
        <CopyButton text={text} />
      </div>
      {/* Wide lines scroll, and who has no pointer scrolls by keys. */}
      <pre className={styles.pre} tabIndex={0} role="region" aria-label={t(`languages.${language}`)}>
        {text}
      </pre>
      <label className={sheet.endpoint}>
        <span>{t('endpoint')}</span>
        <input
          className={`${controls.text} ${styles.input}`}
          type="url"
          value={endpointUrl}
          placeholder={endpoint ?? t('endpointExample', { url: EXAMPLE_ENDPOINT })}
          spellCheck={false}
          onChange={({ target }) => consoleStore.setState({ endpointUrl: target.value })}
        />
      </label>
    </div>
  )
}
