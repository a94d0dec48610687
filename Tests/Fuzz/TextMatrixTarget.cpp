#include "Fuzz/FuzzTargets.h"
#include "Model/ModelError.h"
#include "Model/TextMatrix.h"

namespace dequantizer
{

void fuzzTextMatrix(std::string_view bytes)
{
    try
    {
        const auto matrix = parseTextMatrix(bytes);
        require(matrix.size() > 0 && matrix.allFinite(), "a matrix has finite values");
    }
    catch (const ModelError&)
    {
    }
}

} // namespace dequantizer
