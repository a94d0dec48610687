#include "Model/TextMatrix.h"

#include "Algorithm/SpectralNorm.h"
#include "Files/Utf8Path.h"
#include "Model/ModelError.h"
#include "Model/ReadWholeFile.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>
#include <string>
#include <vector>

namespace dequantizer
{

namespace
{
constexpr std::size_t textLimit = 512u << 20;

std::vector<float> parseRow(std::string line, std::size_t lineNumber)
{
    for (char& character : line)
        if (character == ',' || character == ';')
            character = ' ';

    std::vector<float> row;
    std::istringstream words(line);
    for (std::string word; words >> word;)
    {
        // A stream has its own locale; strtod would expect a decimal comma in some locales.
        std::istringstream number(word);
        number.imbue(std::locale::classic());
        double value = 0.0;
        if (!(number >> value) || !number.eof() || !std::isfinite(static_cast<float>(value)))
            throw ModelError("line " + std::to_string(lineNumber) + ": \"" + word.substr(0, 40) +
                             "\" is not a finite number");
        row.push_back(static_cast<float>(value));
    }
    return row;
}
} // namespace

Matrix<float> parseTextMatrix(std::string_view text)
{
    std::vector<float> values;
    std::size_t columns = 0;
    std::size_t lineNumber = 0;

    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);)
    {
        ++lineNumber;
        const auto row = parseRow(line.substr(0, line.find('#')), lineNumber);
        if (row.empty())
            continue;
        if (columns == 0)
            columns = row.size();
        if (row.size() != columns)
            throw ModelError("line " + std::to_string(lineNumber) + " has " + std::to_string(row.size()) +
                             " values, the lines before it have " + std::to_string(columns));
        values.insert(values.end(), row.begin(), row.end());
        if (values.size() > static_cast<std::size_t>(ModelLimits::maxCoefficients))
            throw ModelError("the matrix is larger than is supported");
    }
    if (columns == 0)
        throw ModelError("there is no matrix in this text");

    using RowMajorMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const RowMajorMatrix>(values.data(), static_cast<Eigen::Index>(values.size() / columns),
                                            static_cast<Eigen::Index>(columns));
}

Model importTextModel(const std::filesystem::path& file, double delta)
{
    try
    {
        constexpr double publishedWeight = 10.0;
        Model model;
        model.name = asModelName(utf8FromPath(file.stem()));
        model.K = parseTextMatrix(readWholeFile(file, textLimit));
        model.referenceDelta = delta;
        model.steps = stepSizesFromWeight(publishedWeight, spectralNorm(model.K));
        model.hop = std::max(1, model.frameLength() / 8);
        validate(model);
        return model;
    }
    catch (const ModelError& error)
    {
        throw ModelError(utf8FromPath(file) + ": " + error.what());
    }
}

} // namespace dequantizer
