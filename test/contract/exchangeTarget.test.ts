import { startEwsWorld } from '../support/ewsWorld.ts';
import { describeExchangeTarget } from './suites/exchangeTarget.ts';

describeExchangeTarget('EWS on Exchange 2013', () => startEwsWorld('Exchange2013'));
describeExchangeTarget('EWS on Exchange 2016', () => startEwsWorld('Exchange2016'));
describeExchangeTarget('EWS on Exchange SE', () => startEwsWorld('ExchangeSE'));
