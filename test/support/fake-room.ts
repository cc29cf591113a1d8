export {TestProvider as FakeProvider, TestRoom as FakeRoom} from '../../src/client/testing/index.ts';
