/** Which way each caller's requests take to the service, and the VPC endpoint with its policy beside the public way. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { EndpointView, GuardsView, IdentityView } from '../../../engine/door/guardsView'
import type { CallPath } from '../../../engine/iam/settings'
import { useActions, useWorld } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import { Section } from '../../../widgets/Section'
import { SwitchSetting } from '../../settings/SwitchSetting'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { settingsOf } from '../access/identityOf'
import { PolicyEditor, type DecidedStatement } from '../policy/PolicyEditor'
import { securityStore } from '../securityStore'
import { useCallerName, usePolicyProblems } from '../useGuards'
import styles from '../Security.module.css'
import { ENDPOINT_TEMPLATES, endpointPolicy } from './endpointPolicies'

const PATHS: readonly CallPath[] = ['public', 'vpcEndpoint', 'http']

export function NetworkView({ guards }: { guards: GuardsView }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  const caller = useStore(securityStore, (state) => state.caller)
  const { endpoint, streams, identities } = guards
  const stream = streams.find(({ streamName }) => streamName === watched) ?? streams[0]
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
        {endpoint === null ? null : <Endpoint endpoint={endpoint} streamArn={stream?.arn ?? '*'} decided={decidedFor(identities.find((each) => each.caller === caller))} />}
      </Section>
    </>
  )
}

/** The statement that refused the chosen caller last, where it was this policy's. */
function decidedFor(identity: IdentityView | undefined): DecidedStatement | null {
  const by = identity?.lastDenial?.decidedBy
  return by?.source !== 'endpoint' || by.statementIndex === null ? null : { statementIndex: by.statementIndex, isAllowed: false }
}

function Ways({ identities, hasEndpoint }: { identities: readonly IdentityView[]; hasEndpoint: boolean }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const nameOf = useCallerName()
  return (
    <ul className={styles.ways}>
      {identities.map((identity) => {
        const { caller, path, lastDenial } = identity
        const name = nameOf(caller)
        return (
          <li key={caller}>
            <span>{name}</span>
            <select
              className={controls.select}
              aria-label={t('network.wayOf', { caller: name })}
              value={path}
              onChange={({ target }) => {
                const next = PATHS.find((known) => known === target.value)
                if (next !== undefined) submit({ type: 'SetIdentity', caller, identity: { ...settingsOf(identity), path: next } })
              }}
            >
              {PATHS.map((each) => (
                <option key={each} value={each} disabled={each === 'vpcEndpoint' && !hasEndpoint}>
                  {t(`way.${each}`)}
                </option>
              ))}
            </select>
            {path === 'http' ? <p className={sheet.hint} data-fault="true">{lastDenial?.exception === 'connection' ? lastDenial.message : t('network.http')}</p> : null}
          </li>
        )
      })}
    </ul>
  )
}

function Endpoint({ endpoint, streamArn, decided }: { endpoint: EndpointView; streamArn: string; decided: DecidedStatement | null }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const nameOf = useCallerName()
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? endpoint.policy
  const [problems = null] = usePolicyProblems([{ subject: { kind: 'endpoint', policyName: 'VpcEndpointPolicy' }, document: text }])
  const button = `${controls.button} ${controls.small}`
  const isChanged = typed !== null && typed !== endpoint.policy
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
      <PolicyEditor label={t('network.policy')} text={text} problems={problems} decided={isChanged ? null : decided} onChange={setTyped} />
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
          <button key={name} type="button" className={button} onClick={() => setTyped(endpointPolicy(name, streamArn))}>
            {t(`network.template.${name}`)}
          </button>
        ))}
      </div>
    </>
  )
}
