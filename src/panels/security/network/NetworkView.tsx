/** Which way each caller's requests take to the service, and the VPC endpoint with its policy beside the public way. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EndpointView, GuardsView, IdentityView, StreamGuardView } from '../../../engine/door/guardsView'
import type { CallPath } from '../../../engine/iam/settings'
import { useActions, useWorld } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import { Section } from '../../../widgets/Section'
import { SwitchSetting } from '../../settings/SwitchSetting'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { settingsOf } from '../access/identityOf'
import { PolicyEditor } from '../policy/PolicyEditor'
import { questionOn, statementIn, watchedIn } from '../policy/statementIn'
import { decidedIn, StatementNote } from '../policy/StatementNote'
import { useChosenIdentity } from '../chosenCaller'
import { useAccess, useCallerName, usePolicyProblems } from '../useGuards'
import styles from '../Security.module.css'
import { ENDPOINT_TEMPLATES, endpointPolicy } from './endpointPolicies'

const PATHS: readonly CallPath[] = ['public', 'vpcEndpoint', 'http']

export function NetworkView({ guards }: { guards: GuardsView }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  const { endpoint, identities } = guards
  const identity = useChosenIdentity(identities)
  return (
    <>
      <Section title={t('section.ways')}>
        <p className={sheet.hint}>{t('network.hint')}</p>
        <Ways identities={identities} hasEndpoint={endpoint !== null} />
      </Section>
      <Section title={t('section.endpoint')}>
        <SwitchSetting
          name={t('network.endpoint')}
          help={t('network.endpointHelp')}
          isOn={endpoint !== null}
          onChange={(isOn) => submit({ type: 'SetVpcEndpoint', endpoint: isOn ? { policy: endpointPolicy('everything', '*') } : null })}
        />
        {endpoint === null || identity === undefined ? null : <Endpoint endpoint={endpoint} identity={identity} stream={watchedIn(guards, watched)} />}
      </Section>
    </>
  )
}

function Ways({ identities, hasEndpoint }: { identities: readonly IdentityView[]; hasEndpoint: boolean }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const nameOf = useCallerName()
  return (
    <ul className={styles.ways}>
      {identities.map((identity) => {
        const { caller, path, askedPath, lastDenial } = identity
        const name = nameOf(caller)
        return (
          <li key={caller}>
            <span>{name}</span>
            <select
              className={controls.select}
              aria-label={t('network.wayOf', { caller: name })}
              value={askedPath}
              onChange={({ target }) => {
                const next = PATHS.find((known) => known === target.value)
                if (next !== undefined) submit({ type: 'SetIdentity', caller, identity: { ...settingsOf(identity), path: next } })
              }}
            >
              {PATHS.map((each) => (
                <option key={each} value={each} disabled={each === 'vpcEndpoint' && !hasEndpoint && askedPath !== each}>
                  {t(`way.${each}`)}
                </option>
              ))}
            </select>
            {path === askedPath ? null : <p className={sheet.hint}>{t('network.fallback', { asked: t(`way.${askedPath}`), taken: t(`way.${path}`) })}</p>}
            {path === 'http' ? <p className={sheet.hint} data-fault="true">{lastDenial?.exception === 'connection' ? lastDenial.message : t('network.http')}</p> : null}
          </li>
        )
      })}
    </ul>
  )
}

/** What is being written is asked about as soon as it reads. */
function Endpoint({ endpoint, identity, stream }: { endpoint: EndpointView; identity: IdentityView; stream: StreamGuardView | undefined }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const nameOf = useCallerName()
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? endpoint.policy
  const [problems = null] = usePolicyProblems([{ subject: { kind: 'endpoint', policyName: 'VpcEndpointPolicy' }, document: text }])
  const button = `${controls.button} ${controls.small}`
  const isChanged = typed !== null && typed !== endpoint.policy
  const question = questionOn(identity, stream, null)
  const answer = useAccess(isChanged ? { ...question, endpointPolicy: text } : question)
  const isRead = problems?.length === 0 && answer?.problems.length === 0
  const statement = answer === null ? undefined : statementIn(answer, 'endpoint')
  return (
    <>
      <Facts
        facts={[
          [t('network.id'), endpoint.vpcEndpointId],
          ['VPC', endpoint.vpcId],
          [t('network.service'), endpoint.serviceName],
          [t('network.dns'), endpoint.dnsName],
          [t('network.privateDns'), endpoint.privateDnsName],
          [t('network.through'), endpoint.callers.length === 0 ? t('network.nobody') : endpoint.callers.map(nameOf).join(', ')],
        ]}
      />
      <PolicyEditor label={t('network.policy')} text={text} problems={problems} decided={decidedIn(statement, isRead)} onChange={setTyped} />
      {answer === null ? null : <StatementNote caller={question.caller} operation={question.operation} statement={statement} />}
      <div className={sheet.acts}>
        <button
          type="button"
          className={`${button} ${controls.strong}`}
          disabled={!isChanged || problems?.length !== 0}
          onClick={() => {
            submit({ type: 'SetVpcEndpoint', endpoint: { policy: text } })
          }}
        >
          {t('identity.apply')}
        </button>
        <button type="button" className={button} disabled={!isChanged} onClick={() => setTyped(null)}>
          {t('identity.discard')}
        </button>
      </div>
      <h3>{t('network.templates')}</h3>
      <div className={sheet.acts} role="group" aria-label={t('network.templates')}>
        {ENDPOINT_TEMPLATES.map((name) => (
          <button key={name} type="button" className={button} onClick={() => setTyped(endpointPolicy(name, stream?.arn ?? '*'))}>
            {t(`network.template.${name}`)}
          </button>
        ))}
      </div>
    </>
  )
}
