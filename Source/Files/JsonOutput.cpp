#include "Files/JsonOutput.h"

#include "Files/AtomicFile.h"
#include "Files/Utf8Path.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace dequantizer
{

void checkJsonTarget(const std::string& target)
{
    if (!target.empty() && target != standardOutput)
        checkTarget(pathFromUtf8(target));
}

void writeJson(const nlohmann::ordered_json& figures, const std::string& target)
{
    const std::string text = figures.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    if (target == standardOutput)
        std::cout << text << std::flush;
    else if (!target.empty())
        replaceFile(pathFromUtf8(target), text);
}

} // namespace dequantizer
