#include "Companion/TrainingLog.h"

#include "Files/AtomicFile.h"

#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

namespace dequantizer
{

namespace
{
constexpr const char* header = "minibatch,loss,validation_snr_input_db,validation_snr_db,validation_smallest_gain_db,"
                               "validation_loss_input_db,validation_loss_db,weight\n";
}

TrainingLog::TrainingLog(std::filesystem::path target, long resumedAt) : file(std::move(target)), text(header)
{
    if (file.empty())
        return;
    if (resumedAt > 0)
    {
        std::ifstream before(file);
        std::string line;
        std::getline(before, line);
        while (std::getline(before, line) && std::strtol(line.c_str(), nullptr, 10) <= resumedAt)
            text += line + '\n';
    }
    write();
}

void TrainingLog::add(long step, double loss, const ValidationFigures& figures, double weight)
{
    if (file.empty())
        return;
    std::ostringstream row;
    row.imbue(std::locale::classic());
    row.precision(9);
    row << step << ',' << loss << ',' << figures.snrInputDb << ',' << figures.snrDb << ',' << figures.smallestGainDb
        << ',' << figures.lossInputDb << ',' << figures.lossDb << ',' << weight << '\n';
    text += row.str();
    write();
}

void TrainingLog::write() const
{
    replaceFile(file, text);
}

} // namespace dequantizer
