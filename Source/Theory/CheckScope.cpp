#include "Theory/CheckScope.h"

namespace dequantizer
{

CheckScope CheckScope::quick()
{
    CheckScope scope;
    scope.frames = 2;
    scope.inferenceFrames = 64;
    scope.iterations = {10, 30, 100};
    scope.backwardSteps = {1, 5, 10, 30};
    scope.costIterations = {10, 30, 100};
    scope.optimalIterations = 2000;
    scope.frozenSteps = 1000;
    scope.conjugateSteps = 2000;
    scope.inferenceIterations = 1000;
    return scope;
}

} // namespace dequantizer
