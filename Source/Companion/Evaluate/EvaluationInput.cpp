#include "Companion/Evaluate/EvaluationInput.h"

#include "Companion/CorpusManifest.h"
#include "Companion/SoundFolder.h"
#include "Files/Utf8Path.h"

namespace dequantizer
{

std::vector<EvaluationInput> evaluationInputs(const EvaluateOptions& options)
{
    std::vector<EvaluationInput> inputs;
    if (options.manifests.empty())
    {
        for (const auto& path : soundFilesIn(options.data))
            inputs.push_back({path, genericUtf8FromPath(path.lexically_relative(options.data)), {}, {}, false});
        return inputs;
    }
    for (const auto& manifest : options.manifests)
    {
        // Without accessing the file system: the files need not exist yet, and a corpus that is a link keeps its name.
        const auto corpus = std::filesystem::absolute(manifest).lexically_normal().parent_path();
        for (const auto& file : readCorpusManifest(manifest, options.part))
        {
            const auto below = std::filesystem::absolute(file.path).lexically_normal().lexically_relative(corpus);
            inputs.push_back(
                {file.path, genericUtf8FromPath(corpus.filename() / below), file.material, file.group, file.lossy});
        }
    }
    return inputs;
}

} // namespace dequantizer
