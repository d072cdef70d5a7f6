/** Tags of streams, by name and by ARN. */
import { answer, call, type Case, refusal, type Step, stream } from '../case'
import { api, kinesalite, localstack, QUOTAS } from '../sources'
import { arnOf, THREE } from './bases'

const CHARACTERS = 'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.'
const add = (StreamName: string, Tags: Record<string, string>) => call('AddTagsToStream', { StreamName, Tags })
const list = (StreamName: string, more: object = {}) => call('ListTagsForStream', { StreamName, ...more })
const tagsOf = (...pairs: string[]) => pairs.map((pair) => ({ Key: pair.slice(0, pair.indexOf(':')), Value: pair.slice(pair.indexOf(':') + 1) }))
const ORDERED = { a: 'b', ' ': 'a', ÿ: 'a', _: 'a', '/': 'a', '=': 'a', '+': 'a', Zb: 'z', 0: 'a', '@': 'a' }
const ordered = (name: string): Step[] => [...stream(name), add(name, ORDERED)]
const IN_ORDER = tagsOf(' :a', '+:a', '/:a', '0:a', '=:a', '@:a', 'Zb:z', '_:a', 'a:b', 'ÿ:a')
const many = (count: number, from = 0) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${String(index + from).padStart(3, '0')}`, 'v']))

export const tagCases: readonly Case[] = [
  { name: 'ListTagsForStream of none', when: list(THREE), aws: answer({ Tags: [], HasMoreTags: false }, kinesalite('listTagsForStream')) },
  { name: 'AddTagsToStream answers with nothing', given: stream('tag'), when: add('tag', { a: 'b' }), aws: answer({}, kinesalite('addTagsToStream')) },
  {
    name: 'one tag',
    given: [...stream('tag-one'), add('tag-one', { foo: 'bar' })],
    when: list('tag-one'),
    aws: answer({ Tags: [{ Key: 'foo', Value: 'bar' }], HasMoreTags: false }, localstack('test_add_tags_to_stream', '2022-08-25')),
  },
  {
    name: 'a tag is written over',
    given: [...stream('tag-over'), add('tag-over', { a: 'a', b: '' }), add('tag-over', { a: 'b' })],
    when: list('tag-over'),
    aws: answer({ Tags: tagsOf('a:b', 'b:') }, kinesalite('addTagsToStream')),
  },
  {
    name: 'tags come in the order of their letters',
    given: ordered('tag-order'),
    when: list('tag-order'),
    aws: answer({ Tags: IN_ORDER, HasMoreTags: false }, kinesalite('listTagsForStream')),
  },
  {
    name: 'tags after a key, two of them',
    given: ordered('tag-page'),
    when: list('tag-page', { ExclusiveStartTagKey: '@', Limit: 2 }),
    aws: answer({ Tags: tagsOf('Zb:z', '_:a'), HasMoreTags: true }, kinesalite('listTagsForStream')),
  },
  {
    name: 'tags after a key that is not there',
    given: ordered('tag-between'),
    when: list('tag-between', { ExclusiveStartTagKey: 'Za$Z%*(*&@,,.,,' }),
    aws: answer({ Tags: tagsOf('Zb:z', '_:a', 'a:b', 'ÿ:a'), HasMoreTags: false }, kinesalite('listTagsForStream')),
  },
  {
    name: 'RemoveTagsFromStream of some',
    given: [
      ...stream('tag-less'),
      add('tag-less', { a: 'a', 'ü0 _.': 'a', '/=+-@': 'a' }),
      call('RemoveTagsFromStream', { StreamName: 'tag-less', TagKeys: ['ü0 _.', '/=+-@', 'b', 'c'] }),
    ],
    when: list('tag-less'),
    aws: answer({ Tags: tagsOf('a:a') }, kinesalite('removeTagsFromStream')),
  },
  {
    name: 'RemoveTagsFromStream of keys that are not there',
    when: call('RemoveTagsFromStream', { StreamName: THREE, TagKeys: ['ü0 _.', '/=+-@'] }),
    aws: answer({}, kinesalite('removeTagsFromStream')),
  },
  ...[';', '\t', '\n', ','].flatMap((sign): Case[] => [
    {
      name: `AddTagsToStream with ${JSON.stringify(sign)} in a key`,
      when: add(THREE, { [`abc${sign}def`]: '1' }),
      aws: refusal('InvalidArgumentException', CHARACTERS, kinesalite('addTagsToStream')),
    },
    {
      name: `AddTagsToStream with ${JSON.stringify(sign)} in a value`,
      when: add(THREE, { a: `abc${sign}def` }),
      aws: refusal('InvalidArgumentException', CHARACTERS, kinesalite('addTagsToStream')),
    },
    {
      name: `RemoveTagsFromStream with ${JSON.stringify(sign)} in a key`,
      when: call('RemoveTagsFromStream', { StreamName: THREE, TagKeys: [`abc${sign}def`] }),
      aws: refusal('InvalidArgumentException', CHARACTERS, kinesalite('removeTagsFromStream')),
    },
  ]),
  {
    name: 'AddTagsToStream with % in a key',
    when: add(THREE, { 'abc%def': '1' }),
    aws: refusal('InvalidArgumentException', `Failed to add tags to stream ${THREE} under account {account} because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.`, kinesalite('addTagsToStream')),
  },
  {
    name: 'RemoveTagsFromStream with % in a key',
    when: call('RemoveTagsFromStream', { StreamName: THREE, TagKeys: ['abc%def'] }),
    aws: refusal('InvalidArgumentException', `Failed to remove tags from stream ${THREE} under account {account} because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.`, kinesalite('removeTagsFromStream')),
  },
  {
    name: 'fifty tags',
    given: [...stream('tag-fifty'), ...[0, 10, 20, 30, 40].map((from) => add('tag-fifty', many(10, from)))],
    when: list('tag-fifty', { ExclusiveStartTagKey: 'k048' }),
    aws: answer({ Tags: tagsOf('k049:v'), HasMoreTags: false }, QUOTAS),
  },
  {
    name: 'a 51st tag',
    given: [...stream('tag-too-many'), ...[0, 10, 20, 30, 40].map((from) => add('tag-too-many', many(10, from)))],
    when: add('tag-too-many', { z: 'z' }),
    aws: refusal(
      'InvalidArgumentException',
      'Failed to add tags to stream tag-too-many under account {account} because a given stream cannot have more than 10 tags associated with it.',
      `${kinesalite('addTagsToStream')}: fifty fit, and the text says ten`,
    ),
  },
  {
    name: '45 tags take no ten more',
    given: [...stream('tag-ten-more'), add('tag-ten-more', many(5, 50)), ...[0, 10, 20, 30].map((from) => add('tag-ten-more', many(10, from)))],
    when: add('tag-ten-more', many(10, 40)),
    aws: refusal(
      'InvalidArgumentException',
      'Failed to add tags to stream tag-ten-more under account {account} because a given stream cannot have more than 10 tags associated with it.',
      kinesalite('addTagsToStream'),
    ),
  },
  {
    name: 'TagResource answers with nothing',
    given: stream('res'),
    when: call('TagResource', { ResourceARN: arnOf('res'), Tags: { a: 'b' } }),
    aws: answer({}, api('TagResource')),
  },
  {
    name: 'TagResource is seen by ListTagsForStream',
    given: [...stream('res-stream'), call('TagResource', { ResourceARN: arnOf('res-stream'), Tags: { a: 'b' } })],
    when: list('res-stream'),
    aws: answer({ Tags: tagsOf('a:b') }, api('TagResource')),
  },
  {
    name: 'ListTagsForResource of a stream',
    given: [...stream('res-list'), add('res-list', { b: '2', a: '1' })],
    when: call('ListTagsForResource', { ResourceARN: arnOf('res-list') }),
    aws: answer({ Tags: tagsOf('a:1', 'b:2') }, api('ListTagsForResource')),
  },
  {
    name: 'UntagResource of a stream',
    given: [...stream('res-less'), add('res-less', { b: '2', a: '1' }), call('UntagResource', { ResourceARN: arnOf('res-less'), TagKeys: ['a'] })],
    when: list('res-less'),
    aws: answer({ Tags: tagsOf('b:2') }, api('UntagResource')),
  },
  {
    name: 'TagResource of a consumer',
    given: [...stream('res-consumer'), call('RegisterStreamConsumer', { StreamARN: arnOf('res-consumer'), ConsumerName: 'c' }, 'made'), { consumerActive: 'c', of: 'res-consumer' }, call('TagResource', { ResourceARN: '{made.Consumer.ConsumerARN}', Tags: { a: 'b' } })],
    when: call('ListTagsForResource', { ResourceARN: '{made.Consumer.ConsumerARN}' }),
    aws: answer({ Tags: tagsOf('a:b') }, api('TagResource')),
  },
]
