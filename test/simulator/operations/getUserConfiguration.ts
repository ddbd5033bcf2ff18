import { resolveTargetFolder } from '../items/resolveFolder.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import { answerOne } from './answer.ts';
import type { Operation } from './Operation.ts';

/** No folder has a configuration object; clients that look for one get the error they expect of a new mailbox. */
export const getUserConfiguration: Operation = {
  name: 'GetUserConfiguration',
  run: (request, context) =>
    answerOne({ operation: 'GetUserConfiguration', empty: '' }, context, () => {
      resolveTargetFolder(requiredChild(request, 'UserConfigurationName'), context);
      throw new ResponseError('ErrorItemNotFound');
    }),
};
